/** Rows of the table that every recipe run here is held to, with what each demands; the requests stand in test/recipes. */
export const CONFORMANCE = {
  'preflight-allowed': 'A preflight is answered with 2xx and exactly what it asks for',
  'preflight-unasked': 'A method or a header that the policy does not name is not allowed',
  'second-origin': 'Each origin gets its own name back',
  'preflight-denied': 'A preflight of another origin gets no Access-Control-Allow-Origin',
  'near-miss-origins': 'Origins that only look alike get none: prefix, suffix, scheme, port, `null`',
  'origin-with-path': 'An origin with a slash after it, which no browser sends, gets none',
  'get-allowed': 'A response names the origin, allows credentials as the policy says, and exposes its headers',
  'get-denied': 'A response to another origin has no Access-Control-Allow-Origin',
  'vary-allowed': 'Vary names Origin where the origin is allowed',
  'vary-denied': 'Vary names Origin where the origin is denied',
  'vary-no-origin': 'Vary names Origin where the request has none',
  'vary-kept': 'Names that the upstream put into Vary stay',
  'not-found': '404 has the headers',
  'server-error': '500 has the headers',
  unauthorized: '401 has the headers',
  'bad-gateway': 'The error that a proxy makes itself has the headers',
  'one-owner': 'Headers that the upstream sets itself are replaced, not added to',
  'one-owner-denied': 'Headers that the upstream sets itself do not reach an origin that is denied',
  'max-age': 'The preflight says for how long it may be kept',
  'preflight-before-auth': 'A preflight for a protected path is answered without credentials',
  'plain-options': 'OPTIONS that is no preflight goes on to the upstream',
  'path-prefix': 'Paths outside the prefix are left alone',
} as const;

export type ConformanceRow = keyof typeof CONFORMANCE;
