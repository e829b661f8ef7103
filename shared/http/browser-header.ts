/**
 * Request headers that scripts cannot set (https://fetch.spec.whatwg.org/#forbidden-request-header), and those that a
 * browser adds by itself and that therefore say nothing about the page: cache validators, reload directives, User-Agent.
 */
const BROWSER_OWN: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'access-control-request-private-network',
  'access-control-request-local-network',
  'cache-control',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'if-modified-since',
  'if-none-match',
  'keep-alive',
  'origin',
  'pragma',
  'priority',
  'purpose',
  'referer',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'upgrade-insecure-requests',
  'user-agent',
  'via',
  'x-client-data',
]);

/** `name` in lower case. */
export function isBrowserOwn(name: string): boolean {
  switch (name.charAt(0)) {
    case ':':
      return true;
    case 's':
      return name.startsWith('sec-') || name === 'set-cookie';
    case 'p':
      return name.startsWith('proxy-') || BROWSER_OWN.has(name);
    default:
      return BROWSER_OWN.has(name);
  }
}
