/** Names that CORS, caches, cookies, redirects or authentication read, in lower case. */
const NAMES: ReadonlySet<string> = new Set([
  'age',
  'authorization',
  'cache-control',
  'cache-status',
  'content-type',
  'cookie',
  'etag',
  'expires',
  'host',
  'if-modified-since',
  'if-none-match',
  'location',
  'origin',
  'proxy-authenticate',
  'referrer-policy',
  'set-cookie',
  'timing-allow-origin',
  'vary',
  'www-authenticate',
  'x-cache',
]);

/** Whether a header of a request or an answer has a part in whether a page may read it, or in who decided that. */
export function mattersToCors(name: string): boolean {
  const lower = name.toLowerCase();
  return NAMES.has(lower) || /^(?:access-control-|cross-origin-|sec-fetch-|corscope-)/.test(lower);
}
