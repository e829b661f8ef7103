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
    const check = `The response to ${method} (status ${status}) has no Access-Control-Allow-Origin header; ${requestOrigin(origin)}`;
    return failed('MissingAllowOriginHeader', check, SPEC.corsCheck, lines);
  }
  if (value === '*' && !include) {
    return passed(
      'Access-Control-Allow-Origin is `*`, which allows every origin for a request without credentials',
      SPEC.corsCheck,
      lines,
    );
  }
  if (value === '*') {
    const check = `Access-Control-Allow-Origin is \`*\`, which is not allowed for a request with credentials; ${requestOrigin(origin)}`;
    return failed('WildcardOriginNotAllowed', check, SPEC.corsCheck, lines);
  }
  if (value === origin)
    return passed(`Access-Control-Allow-Origin is ${quote(origin)}, the request’s origin`, SPEC.corsCheck, lines);
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
      ? `${count} Access-Control-Allow-Origin lines reached the browser (${quote(value)}), but only one is allowed; ${requestOrigin(origin)}`
      : `Access-Control-Allow-Origin contains more than one value (${quote(value)}), but only one is allowed; ${requestOrigin(origin)}`;
  }
  if (code === 'InvalidAllowOriginValue') {
    const seen = value === '' ? 'is empty' : `is ${quote(value)}, which is not a valid origin`;
    return `Access-Control-Allow-Origin ${seen}; ${requestOrigin(origin)}`;
  }
  return `Access-Control-Allow-Origin is ${quote(value)}, not the request’s origin ${quote(origin)}`;
}

function requestOrigin(origin: string): string {
  return `the request’s origin is ${quote(origin)}`;
}
