import type { Fix, Operation } from '../fixes/fix.ts';
import { maskLine } from '../http/mask.ts';

/** The fix with the secrets of its values masked: one may send an API key along, or a cookie. */
export function maskFix(fix: Fix): Fix {
  const operations = fix.do.map(maskOperation);
  return operations.every((operation, index) => operation === fix.do[index]) ? fix : { ...fix, do: operations };
}

function maskOperation(operation: Operation): Operation {
  if (!('value' in operation) || !('header' in operation)) return operation;
  const [, value] = maskLine([operation.header, operation.value]);
  // a fix that is read again must be one: no value holds a character that is no byte
  return value === operation.value ? operation : { ...operation, value: value.replaceAll('•', '·') };
}
