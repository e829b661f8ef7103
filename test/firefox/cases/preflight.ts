import type { HeaderLine } from '../../../shared/http/header-line.ts';
import {
  ALLOWED,
  type Answer,
  APP,
  allowMethods,
  allowOrigin,
  answer,
  blocked,
  FINE,
  location,
  OTHER,
  type Row,
} from '../support/row.ts';

const STATUS = blocked('preflight', 'PreflightInvalidStatus');
const REDIRECT = blocked('preflight', 'PreflightDisallowedRedirect');
const PUT = { method: 'PUT' } as const;

function leave(status: number, ...lines: readonly HeaderLine[]): Answer {
  return answer(status, allowOrigin(APP), allowMethods('PUT'), ...lines);
}

export const PREFLIGHT_CASES: readonly Row[] = [
  ...[200, 201, 202, 204, 206, 299].map(
    (status): Row => ({
      desc: `preflight ${status}`,
      call: PUT,
      preflight: leave(status),
      reply: FINE,
      chromium: ALLOWED,
    }),
  ),
  ...[300, 301, 302, 304, 307, 400, 401, 403, 404, 405, 500, 503].map(
    (status): Row => ({
      desc: `preflight ${status}, without Location`,
      call: PUT,
      preflight: leave(status),
      reply: FINE,
      chromium: STATUS,
    }),
  ),
  ...[301, 302, 303, 307, 308].map(
    (status): Row => ({
      desc: `preflight ${status} to another origin`,
      call: PUT,
      preflight: leave(status, location(OTHER)),
      reply: FINE,
      next: { preflight: leave(204), reply: FINE },
      chromium: REDIRECT,
    }),
  ),
  {
    desc: 'preflight without ACAO',
    call: PUT,
    preflight: answer(204, allowMethods('PUT')),
    reply: FINE,
    chromium: blocked('preflight', 'PreflightMissingAllowOriginHeader'),
  },
  {
    desc: 'preflight with two ACAO',
    call: PUT,
    preflight: leave(204, allowOrigin(APP)),
    reply: FINE,
    chromium: blocked('preflight', 'PreflightMultipleAllowOriginValues'),
  },
  {
    desc: 'preflight with ACAO empty',
    call: PUT,
    preflight: answer(204, allowOrigin(''), allowMethods('PUT')),
    reply: FINE,
    chromium: blocked('preflight', 'PreflightInvalidAllowOriginValue'),
  },
  {
    desc: 'preflight with a trailing slash',
    call: PUT,
    preflight: answer(204, allowOrigin(`${APP}/`), allowMethods('PUT')),
    reply: FINE,
    chromium: blocked('preflight', 'PreflightAllowOriginMismatch'),
  },
  {
    desc: 'preflight fine, reply without ACAO',
    call: PUT,
    preflight: leave(204),
    reply: answer(200),
    chromium: blocked('actual', 'MissingAllowOriginHeader'),
  },
  ...['0', '-1', 'abc', ''].map(
    (value): Row => ({
      desc: `preflight with Max-Age '${value}'`,
      call: PUT,
      preflight: leave(204, ['Access-Control-Max-Age', value]),
      reply: FINE,
      chromium: ALLOWED,
    }),
  ),
];
