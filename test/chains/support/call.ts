import { head } from '../../server/support/raw.ts';

export const PAGE = 'http://localhost:5173';
/** A second front end of the same API. */
export const OTHER_PAGE = 'http://localhost:8080';

/** What a page asks for with `fetch`. */
export interface Call {
  /** Left out: GET. */
  readonly method?: string;
  /** Left out: `/orders`. */
  readonly path?: string;
  /** Origin of the page; null: no page, somebody's `curl`. Left out: PAGE. */
  readonly origin?: string | null;
  /** Header lines that the script sets, `Content-Type: application/json` or the like. */
  readonly fields?: readonly string[];
  readonly credentials?: true;
  readonly body?: string;
  /** The browser stops after its preflight. */
  readonly refused?: true;
}

/**
 * The requests of a call, in order, byte for byte as Chromium writes them, but for `Connection`: each has a connection of
 * its own here.
 */
export function requestsOf(call: Call, host: string): string[] {
  if (call.origin === null) return [head(`GET ${pathOf(call)} HTTP/1.1`, `Host: ${host}`, 'Accept: */*', CLOSE)];
  const preflight = isPreflightDue(call) ? [preflightOf(call, host)] : [];
  return call.refused ? preflight : [...preflight, actualOf(call, host)];
}

const CLOSE = 'Connection: close';
const AGENT =
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const FETCHED = ['Sec-Fetch-Site: same-site', 'Sec-Fetch-Mode: cors', 'Sec-Fetch-Dest: empty'];
const ACCEPTED = ['Accept-Encoding: gzip, deflate, br, zstd', 'Accept-Language: en-US,en;q=0.9'];

function preflightOf(call: Call, host: string): string {
  const names = (call.fields ?? []).map(nameOf).sort();
  return head(
    `OPTIONS ${pathOf(call)} HTTP/1.1`,
    ...[`Host: ${host}`, CLOSE, 'Accept: */*', `Access-Control-Request-Method: ${call.method ?? 'GET'}`],
    ...(names.length === 0 ? [] : [`Access-Control-Request-Headers: ${names.join(',')}`]),
    ...[`Origin: ${originOf(call)}`, AGENT, ...FETCHED, `Referer: ${originOf(call)}/`, ...ACCEPTED],
  );
}

function actualOf(call: Call, host: string): string {
  const body = call.body ?? '';
  const length = body === '' && call.method === undefined ? [] : [`Content-Length: ${body.length}`];
  const cookie = call.credentials ? ['Cookie: sid=41'] : [];
  return (
    head(
      `${call.method ?? 'GET'} ${pathOf(call)} HTTP/1.1`,
      ...[`Host: ${host}`, CLOSE, ...length, AGENT, ...(call.fields ?? []), 'Accept: */*'],
      ...[`Origin: ${originOf(call)}`, ...FETCHED, `Referer: ${originOf(call)}/`, ...ACCEPTED, ...cookie],
    ) + body
  );
}

/** https://fetch.spec.whatwg.org/#http-fetch, as far as these calls go: the script's own headers are never safelisted here, but for plain text. */
function isPreflightDue({ method = 'GET', fields = [] }: Call): boolean {
  return !['GET', 'HEAD', 'POST'].includes(method) || fields.some(field => field !== 'Content-Type: text/plain');
}

function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':')).toLowerCase();
}

function pathOf({ path = '/orders' }: Call): string {
  return path;
}

function originOf({ origin }: Call): string {
  return origin ?? PAGE;
}
