import { ALLOW_HEADERS_CASES } from './cases/allow-headers.ts';
import { ALLOW_METHODS_CASES } from './cases/allow-methods.ts';
import { ALLOW_ORIGIN_CASES } from './cases/allow-origin.ts';
import { CREDENTIALS_CASES } from './cases/credentials.ts';
import { PREFLIGHT_CASES } from './cases/preflight.ts';
import { REDIRECT_CASES } from './cases/redirects.ts';
import { REDIRECT_PREFLIGHT_CASES } from './cases/redirects-with-preflight.ts';
import { REPLY_CASES } from './cases/reply.ts';
import { REQUEST_HEADER_CASES } from './cases/request-headers.ts';
import type { Row } from './support/row.ts';

/** Asked of every browser, in this order; each row has URLs of its own, so that no cache joins two of them. */
export const CASES: readonly Row[] = [
  ...ALLOW_ORIGIN_CASES,
  ...CREDENTIALS_CASES,
  ...PREFLIGHT_CASES,
  ...ALLOW_METHODS_CASES,
  ...ALLOW_HEADERS_CASES,
  ...REQUEST_HEADER_CASES,
  ...REDIRECT_CASES,
  ...REDIRECT_PREFLIGHT_CASES,
  ...REPLY_CASES,
];
