import { type Answer, readAnswer } from './header-reading.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, passed, quote, skipped } from './step.ts';

/**
 * Second half of the CORS check: with credentials, Access-Control-Allow-Credentials is `true`, in that letter case and
 * once. https://fetch.spec.whatwg.org/#concept-cors-check, steps 5 to 8
 */
export function checkAllowCredentials(answer: Answer, include: boolean): Checked<'InvalidAllowCredentials'> {
  if (!include) {
    return skipped(
      'Access-Control-Allow-Credentials is not checked: the request is made without credentials',
      SPEC.corsCheck,
    );
  }
  const { value, lines } = readAnswer(answer, 'access-control-allow-credentials');
  if (value === 'true') return passed('Access-Control-Allow-Credentials is `true`', SPEC.corsCheck, lines);
  const seen = value === null ? 'is missing' : `is ${quote(value)}`;
  const check = `Access-Control-Allow-Credentials ${seen}; for a request with credentials it must be exactly \`true\``;
  return failed('InvalidAllowCredentials', check, SPEC.corsCheck, lines);
}
