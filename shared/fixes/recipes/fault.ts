/**
 * What is wrong with the answers, as a person who edits a server's configuration sees it: what a patch mends. A closed set.
 */
export type Fault =
  | 'headers-absent' // no Access-Control-Allow-Origin, though the answer is well otherwise
  | 'errors-without-headers' // none on an error, of the API itself or of a proxy before it
  | 'preflight-refused' // OPTIONS is answered with an error or a redirect
  | 'origin-doubled' // two layers add Access-Control-Allow-Origin, or another one adds what is not wanted
  | 'origin-not-named' // it names another origin, a pattern, or `*` where credentials are in play
  | 'credentials-not-allowed'
  | 'method-not-allowed'
  | 'header-not-allowed'
  | 'preflight-incomplete' // several of what a preflight is told are not so
  | 'header-not-exposed'
  | 'answer-incomplete' // several of what the answer to the request itself says are not so
  | 'vary-missing'; // the answer depends on the origin, and caches are not told

const ALLOW_ORIGIN = 'Access-Control-Allow-Origin';
const ALLOW_METHODS = 'Access-Control-Allow-Methods';
const ALLOW_HEADERS = 'Access-Control-Allow-Headers';
const MAX_AGE = 'Access-Control-Max-Age';
const ALLOW_CREDENTIALS = 'Access-Control-Allow-Credentials';
const EXPOSE_HEADERS = 'Access-Control-Expose-Headers';
const VARY = 'Vary';

const EVERY = [ALLOW_ORIGIN, ALLOW_CREDENTIALS, ALLOW_METHODS, ALLOW_HEADERS, MAX_AGE, EXPOSE_HEADERS, VARY];

/** The headers that each fault is about, in the order in which recipes write them. */
export const FAULT_HEADERS: Readonly<Record<Fault, readonly string[]>> = {
  'headers-absent': EVERY,
  'errors-without-headers': EVERY,
  'preflight-refused': EVERY,
  'origin-doubled': [ALLOW_ORIGIN],
  'origin-not-named': [ALLOW_ORIGIN, ALLOW_CREDENTIALS, VARY],
  'credentials-not-allowed': [ALLOW_CREDENTIALS],
  'method-not-allowed': [ALLOW_METHODS],
  'header-not-allowed': [ALLOW_HEADERS],
  'preflight-incomplete': [ALLOW_ORIGIN, ALLOW_CREDENTIALS, ALLOW_METHODS, ALLOW_HEADERS, VARY],
  'header-not-exposed': [EXPOSE_HEADERS],
  'answer-incomplete': [ALLOW_ORIGIN, ALLOW_CREDENTIALS, EXPOSE_HEADERS, VARY],
  'vary-missing': [VARY],
};

export const FAULTS = Object.keys(FAULT_HEADERS) as readonly Fault[];
