import { visible } from './visible.ts';

/**
 * A string in single quotes, as API Gateway's parameter mapping and its mapping templates (Velocity) read it: `$` and `#`
 * are themselves in there. Neither knows an escape for the quote, so text with one is refused with a RangeError.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html
 */
export function awsLiteral(text: string): string {
  if (text.includes("'")) throw new RangeError(`cannot stand between single quotes: ${JSON.stringify(text)}`);
  return `'${visible(text)}'`;
}
