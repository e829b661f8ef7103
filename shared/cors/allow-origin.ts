import { parseUrl } from '../http/url.ts';
import { type Answer, readAnswer } from './header-reading.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, passed, quote } from './step.ts';

export type AllowOriginCode =
  | 'MissingAllowOriginHeader'
  | 'WildcardOriginNotAllowed'
  | 'MultipleAllowOriginValues'
  | 'InvalidAllowOriginValue'
  | 'AllowOriginMismatch';

/**
 * First half of the CORS check: Access-Control-Allow-Origin names the request's origin byte for byte, or is `*` and
 * credentials are not included. https://fetch.spec.whatwg.org/#concept-cors-check, steps 1 to 4
 */
export function checkAllowOrigin(answer: Answer, origin: string, include: boolean): Checked<AllowOriginCode> {
  const { value, lines } = readAnswer(answer, 'access-control-allow-origin');
  if (value === null) {
    const status = answer.exchange.delivered?.status ?? 0;
    const method = answer.exchange.received.method;
    const check = `The answer to ${method} (status ${status}) has no Access-Control-Allow-Origin; the origin is ${quote(origin)}`;
    return failed('MissingAllowOriginHeader', check, SPEC.corsCheck, lines);
  }
  if (value === '*' && !include) {
    return passed('Access-Control-Allow-Origin is `*`, and no credentials are included', SPEC.corsCheck, lines);
  }
  if (value === '*') {
    const check = `Access-Control-Allow-Origin is \`*\`, which does not hold with credentials: it must be ${quote(origin)}`;
    return failed('WildcardOriginNotAllowed', check, SPEC.corsCheck, lines);
  }
  if (value === origin)
    return passed(`Access-Control-Allow-Origin is ${quote(origin)}, the request's origin`, SPEC.corsCheck, lines);
  const code = mismatchCode(value);
  return failed(code, mismatchText(code, value, origin, lines.length), SPEC.corsCheck, lines);
}

/** The standard only fails here; the words are Chromium's, in its order. */
function mismatchCode(value: string): AllowOriginCode {
  if (/[ ,]/.test(value)) return 'MultipleAllowOriginValues';
  if (value === 'null') return 'AllowOriginMismatch';
  return parseUrl(value) === null ? 'InvalidAllowOriginValue' : 'AllowOriginMismatch';
}

function mismatchText(code: AllowOriginCode, value: string, origin: string, count: number): string {
  if (code === 'MultipleAllowOriginValues') {
    return count > 1
      ? `${count} Access-Control-Allow-Origin lines reached the browser (${quote(value)}); it accepts exactly one, here ${quote(origin)}`
      : `Access-Control-Allow-Origin is ${quote(value)}, more than one value; it must be ${quote(origin)} alone`;
  }
  if (code === 'InvalidAllowOriginValue') {
    return `Access-Control-Allow-Origin is ${quote(value)}, which is no origin; it must be ${quote(origin)}`;
  }
  return `Access-Control-Allow-Origin is ${quote(value)}, and the request's origin is ${quote(origin)}`;
}
