import type { HeaderLine } from '../../../shared/http/header-line.ts';
import { ALLOWED, type Answer, APP, allowCredentials, allowOrigin, answer, blocked, type Row } from '../support/row.ts';

const CASE: HeaderLine = ['X-Case', '1'];
const MISSING = blocked('actual', 'MissingAllowOriginHeader');

function exposing(...values: readonly string[]): Answer {
  const lines = values.map((value): HeaderLine => ['Access-Control-Expose-Headers', value]);
  return answer(200, allowOrigin(APP), allowCredentials('true'), CASE, ...lines);
}

/** What of the reply reaches the page: by its status, and by the headers that it exposes. */
export const REPLY_CASES: readonly Row[] = [
  ...[206, 304, 400, 401, 404, 500, 503].flatMap((status): Row[] => [
    { desc: `reply ${status} with ACAO`, reply: answer(status, allowOrigin(APP)), chromium: ALLOWED },
    { desc: `reply ${status} without ACAO`, reply: answer(status), chromium: MISSING },
  ]),
  { desc: 'reply 204 with ACAO', reply: answer(204, allowOrigin(APP)), chromium: ALLOWED },
  { desc: 'no header exposed', reply: exposing(), chromium: ALLOWED },
  { desc: 'a header exposed', reply: exposing('X-Case'), chromium: ALLOWED },
  { desc: 'a header exposed in lower case', reply: exposing('x-case'), chromium: ALLOWED },
  { desc: 'another header exposed', reply: exposing('x-other'), chromium: ALLOWED },
  { desc: 'exposed on two lines', reply: exposing('x-other', 'x-case'), chromium: ALLOWED },
  { desc: 'exposed with empty elements', reply: exposing(',x-other,,x-case,'), chromium: ALLOWED },
  { desc: 'exposed with ;', reply: exposing('x-other; x-case'), chromium: ALLOWED },
  { desc: 'exposed beside an invalid element', reply: exposing('x-case, a b'), chromium: ALLOWED },
  { desc: 'exposed quoted', reply: exposing('"x-case"'), chromium: ALLOWED },
  { desc: '* exposed', reply: exposing('*'), chromium: ALLOWED },
  { desc: '* exposed with credentials', call: { credentials: 'include' }, reply: exposing('*'), chromium: ALLOWED },
  {
    desc: '* and a header exposed with credentials',
    call: { credentials: 'include' },
    reply: exposing('*, x-case'),
    chromium: ALLOWED,
  },
  {
    desc: 'a header that no page can read is exposed',
    reply: answer(200, allowOrigin(APP), ['Set-Cookie', 'a=b'], ['Access-Control-Expose-Headers', 'set-cookie']),
    chromium: ALLOWED,
  },
  {
    desc: 'the headers that need not be exposed',
    reply: answer(
      200,
      allowOrigin(APP),
      ['Cache-Control', 'no-store'],
      ['Content-Language', 'de'],
      ['Content-Type', 'text/plain'],
      ['Expires', '0'],
      ['Last-Modified', 'Thu, 01 Jan 1970 00:00:00 GMT'],
      ['Pragma', 'no-cache'],
    ),
    chromium: ALLOWED,
  },
  {
    desc: 'a resource policy of same-origin, which CORS does not ask',
    reply: answer(200, allowOrigin(APP), ['Cross-Origin-Resource-Policy', 'same-origin']),
    chromium: ALLOWED,
  },
  { desc: 'reply 999 with ACAO', reply: answer(999, allowOrigin(APP)), chromium: ALLOWED },
];
