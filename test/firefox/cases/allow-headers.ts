import type { HeaderLine } from '../../../shared/http/header-line.ts';
import {
  ALLOWED,
  type Answer,
  APP,
  allowCredentials,
  allowHeaders,
  allowOrigin,
  answer,
  blocked,
  FINE,
  FINE_WITH_CREDENTIALS,
  type Row,
} from '../support/row.ts';

const HEADER = blocked('preflight', 'HeaderDisallowedByPreflightResponse');
const SYNTAX = blocked('preflight', 'InvalidAllowHeadersPreflightResponse');
const CASE: HeaderLine = ['X-Case', '1'];
const AUTHORIZATION: HeaderLine = ['Authorization', 'Bearer 1'];

function leave(...lines: readonly HeaderLine[]): Answer {
  return answer(204, allowOrigin(APP), ...lines);
}

/** The page's headers, and the lines that allow headers. */
const WITHOUT_CREDENTIALS: readonly (readonly [string, readonly HeaderLine[], readonly string[], Row['chromium']])[] = [
  ['X-Case, no ACAH', [CASE], [], HEADER],
  ['X-Case, ACAH empty', [CASE], [''], HEADER],
  ['X-Case, ACAH x-case', [CASE], ['x-case'], ALLOWED],
  ['X-Case, ACAH X-CASE', [CASE], ['X-CASE'], ALLOWED],
  ['X-Case, ACAH of another', [CASE], ['x-other'], HEADER],
  ['X-Case, ACAH with empty elements', [CASE], [',x-other,,x-case,'], ALLOWED],
  ['X-Case, ACAH on two lines', [CASE], ['x-other', 'x-case'], ALLOWED],
  ['X-Case and X-Other, ACAH of one', [CASE, ['X-Other', '2']], ['x-case'], HEADER],
  ['X-Case, ACAH *', [CASE], ['*'], ALLOWED],
  ['Authorization, ACAH *', [AUTHORIZATION], ['*'], ALLOWED],
  ['Authorization, ACAH authorization', [AUTHORIZATION], ['authorization'], ALLOWED],
  ['Authorization, ACAH * and authorization', [AUTHORIZATION], ['*, authorization'], ALLOWED],
  ['Authorization, no ACAH', [AUTHORIZATION], [], HEADER],
  ['X-Case, ACAH with ;', [CASE], ['x-other; x-case'], SYNTAX],
  ['X-Case, ACAH with spaces only', [CASE], ['x-other x-case'], SYNTAX],
  ['X-Case, ACAH quoted', [CASE], ['"x-case"'], SYNTAX],
  ['X-Case, ACAH with a colon', [CASE], ['x-case:'], SYNTAX],
  ['X-Case, ACAH x-case and an invalid line', [CASE], ['x-case', 'a b'], SYNTAX],
];

export const ALLOW_HEADERS_CASES: readonly Row[] = [
  ...WITHOUT_CREDENTIALS.map(
    ([desc, headers, values, chromium]): Row => ({
      desc,
      call: { headers },
      preflight: leave(...values.map(allowHeaders)),
      reply: FINE,
      chromium,
    }),
  ),
  {
    desc: 'X-Case, ACAH * with credentials',
    call: { headers: [CASE], credentials: 'include' },
    preflight: leave(allowCredentials('true'), allowHeaders('*')),
    reply: FINE_WITH_CREDENTIALS,
    chromium: HEADER,
  },
  {
    desc: 'X-Case, ACAH x-case with credentials',
    call: { headers: [CASE], credentials: 'include' },
    preflight: leave(allowCredentials('true'), allowHeaders('x-case')),
    reply: FINE_WITH_CREDENTIALS,
    chromium: ALLOWED,
  },
];
