import type { HeaderLine } from '../../../shared/http/header-line.ts';
import {
  ALLOWED,
  type Answer,
  APP,
  allowCredentials,
  allowMethods,
  allowOrigin,
  answer,
  blocked,
  FINE_WITH_CREDENTIALS,
  type Row,
} from '../support/row.ts';

const INVALID = blocked('actual', 'InvalidAllowCredentials');
const PREFLIGHT_INVALID = blocked('preflight', 'PreflightInvalidAllowCredentials');
const INCLUDE = { credentials: 'include' } as const;
const PUT = { method: 'PUT', credentials: 'include' } as const;

function withOrigin(...lines: readonly HeaderLine[]): Answer {
  return answer(200, allowOrigin(APP), ...lines);
}

function leave(...lines: readonly HeaderLine[]): Answer {
  return answer(204, allowOrigin(APP), allowMethods('PUT'), ...lines);
}

export const CREDENTIALS_CASES: readonly Row[] = [
  { desc: 'ACAC true', call: INCLUDE, reply: withOrigin(allowCredentials('true')), chromium: ALLOWED },
  {
    desc: 'ACAC true with spaces around',
    call: INCLUDE,
    reply: withOrigin(allowCredentials(' true ')),
    chromium: ALLOWED,
  },
  { desc: 'no ACAC', call: INCLUDE, reply: withOrigin(), chromium: INVALID },
  { desc: 'ACAC True', call: INCLUDE, reply: withOrigin(allowCredentials('True')), chromium: INVALID },
  { desc: 'ACAC TRUE', call: INCLUDE, reply: withOrigin(allowCredentials('TRUE')), chromium: INVALID },
  { desc: 'ACAC false', call: INCLUDE, reply: withOrigin(allowCredentials('false')), chromium: INVALID },
  { desc: 'ACAC 1', call: INCLUDE, reply: withOrigin(allowCredentials('1')), chromium: INVALID },
  { desc: 'ACAC empty', call: INCLUDE, reply: withOrigin(allowCredentials('')), chromium: INVALID },
  { desc: 'ACAC quoted', call: INCLUDE, reply: withOrigin(allowCredentials('"true"')), chromium: INVALID },
  { desc: 'ACAC true, true', call: INCLUDE, reply: withOrigin(allowCredentials('true, true')), chromium: INVALID },
  {
    desc: 'ACAC twice',
    call: INCLUDE,
    reply: withOrigin(allowCredentials('true'), allowCredentials('true')),
    chromium: INVALID,
  },
  {
    desc: 'ACAC false, nobody asks for credentials',
    call: { credentials: 'same-origin' },
    reply: withOrigin(allowCredentials('false')),
    chromium: ALLOWED,
  },
  {
    desc: 'no ACAC on the preflight',
    call: PUT,
    preflight: leave(),
    reply: FINE_WITH_CREDENTIALS,
    chromium: PREFLIGHT_INVALID,
  },
  {
    desc: 'ACAC True on the preflight',
    call: PUT,
    preflight: leave(allowCredentials('True')),
    reply: FINE_WITH_CREDENTIALS,
    chromium: PREFLIGHT_INVALID,
  },
  {
    desc: 'ACAC on the preflight alone',
    call: PUT,
    preflight: leave(allowCredentials('true')),
    reply: withOrigin(),
    chromium: INVALID,
  },
  {
    desc: 'ACAO * on the preflight, with credentials',
    call: PUT,
    preflight: answer(204, allowOrigin('*'), allowCredentials('true'), allowMethods('PUT')),
    reply: FINE_WITH_CREDENTIALS,
    chromium: blocked('preflight', 'PreflightWildcardOriginNotAllowed'),
  },
];
