import type { RequestHead, ResponseHead } from '../../http/head.ts';
import type { OperationOf } from '../operation.ts';
import { fillIn } from '../placeholders.ts';

/** One more line at the end, whatever is there: doubling a header on purpose must be possible. */
export function add(head: ResponseHead, { header, value }: OperationOf<'add'>, request: RequestHead): ResponseHead {
  const filled = fillIn(value, request);
  return filled === null ? head : { ...head, lines: [...head.lines, [header, filled]] };
}
