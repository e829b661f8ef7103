import type { HeaderLine } from '../../../shared/http/header-line.ts';
import {
  ALLOWED,
  type Answer,
  APP,
  allowCredentials,
  allowHeaders,
  allowMethods,
  allowOrigin,
  answer,
  blocked,
  FINE,
  FINE_WITH_CREDENTIALS,
  type Row,
} from '../support/row.ts';

const METHOD = blocked('preflight', 'MethodDisallowedByPreflightResponse');
const SYNTAX = blocked('preflight', 'InvalidAllowMethodsPreflightResponse');

function leave(...lines: readonly HeaderLine[]): Answer {
  return answer(204, allowOrigin(APP), ...lines);
}

/** The page's method, and the lines that allow methods. */
const WITHOUT_CREDENTIALS: readonly (readonly [string, string, readonly string[], Row['chromium']])[] = [
  ['PUT, no ACAM', 'PUT', [], METHOD],
  ['DELETE, no ACAM', 'DELETE', [], METHOD],
  ['PUT, ACAM empty', 'PUT', [''], METHOD],
  ['PUT, ACAM PUT', 'PUT', ['PUT'], ALLOWED],
  ['PUT, ACAM put', 'PUT', ['put'], METHOD],
  ['put, ACAM PUT', 'put', ['PUT'], ALLOWED],
  ['PUT, ACAM GET, PUT', 'PUT', ['GET, PUT'], ALLOWED],
  ['PUT, ACAM GET, POST', 'PUT', ['GET, POST'], METHOD],
  ['PUT, ACAM with empty elements', 'PUT', [',GET,,PUT,'], ALLOWED],
  ['PUT, ACAM with tabs', 'PUT', ['GET\t,\tPUT'], ALLOWED],
  ['PUT, ACAM on two lines', 'PUT', ['GET', 'PUT'], ALLOWED],
  ['PUT, ACAM *', 'PUT', ['*'], ALLOWED],
  ['PATCH, ACAM PATCH', 'PATCH', ['PATCH'], ALLOWED],
  ['patch, ACAM PATCH', 'patch', ['PATCH'], METHOD],
  ['patch, ACAM patch', 'patch', ['patch'], ALLOWED],
  ['PATCH, ACAM patch', 'PATCH', ['patch'], METHOD],
  ['PUT, ACAM with ;', 'PUT', ['GET; PUT'], SYNTAX],
  ['PUT, ACAM with spaces only', 'PUT', ['GET PUT'], SYNTAX],
  ['PUT, ACAM quoted', 'PUT', ['"PUT"'], SYNTAX],
  ['PUT, ACAM PUT and an invalid line', 'PUT', ['PUT', 'a b'], SYNTAX],
  ['OPTIONS, no ACAM', 'OPTIONS', [], METHOD],
  ['OPTIONS, ACAM OPTIONS', 'OPTIONS', ['OPTIONS'], ALLOWED],
  ['a method of its own, ACAM lists it', 'SEARCH-IT', ['SEARCH-IT'], ALLOWED],
  ['POST, ACAM GET', 'POST', ['GET'], ALLOWED],
];

export const ALLOW_METHODS_CASES: readonly Row[] = [
  ...WITHOUT_CREDENTIALS.map(
    ([desc, method, values, chromium]): Row => ({
      desc,
      // a header that needs leave: POST alone would not be asked for
      call: { method, headers: [['X-Case', '1']] },
      preflight: leave(...values.map(allowMethods), allowHeaders('x-case')),
      reply: FINE,
      chromium,
    }),
  ),
  {
    desc: 'PUT, ACAM * with credentials',
    call: { method: 'PUT', credentials: 'include' },
    preflight: leave(allowCredentials('true'), allowMethods('*')),
    reply: FINE_WITH_CREDENTIALS,
    chromium: METHOD,
  },
  {
    desc: 'PUT, ACAM PUT with credentials',
    call: { method: 'PUT', credentials: 'include' },
    preflight: leave(allowCredentials('true'), allowMethods('PUT')),
    reply: FINE_WITH_CREDENTIALS,
    chromium: ALLOWED,
  },
];
