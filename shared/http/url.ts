import { isOpaqueHost, parseHost } from './host.ts';
import { normalizePath } from './url-path.ts';

/** An absolute URL, its fragment left away: what a request is made of. */
export interface Url {
  /** Lower-case, without the colon. */
  readonly scheme: string;
  /** A user name or a password that is not empty stands in it. */
  readonly userinfo: boolean;
  /** Lower-case; empty where the scheme has none. */
  readonly host: string;
  /** Null for the scheme's default. */
  readonly port: number | null;
  /** Path and query, as they would stand on the wire. */
  readonly path: string;
}

/** https://url.spec.whatwg.org/#special-scheme */
const DEFAULT_PORTS: ReadonlyMap<string, number | null> = new Map([
  ['http', 80],
  ['https', 443],
  ['ws', 80],
  ['wss', 443],
  ['ftp', 21],
  ['file', null],
]);

/** Chromium's own scheme: an origin, and one of its file systems. */
const FILE_SYSTEM = /^(?:https?|file):\/\/[^/]*\/[^/]+/i;
const HOST_AND_PORT = /^(\[[^\]]*\]?|[^:]*)(?::(\d*))?$/;

/** Reads an absolute URL as browsers do (https://url.spec.whatwg.org/#concept-url-parser), null where it is none. */
export function parseUrl(text: string): Url | null {
  const input = clean(text);
  const colon = schemeEnd(input);
  if (colon === -1) return null;
  const scheme = input.slice(0, colon).toLowerCase();
  const rest = input.slice(colon + 1);
  if (scheme === 'filesystem' && !FILE_SYSTEM.test(rest)) return null;
  if (!DEFAULT_PORTS.has(scheme))
    return isOpaque(rest) ? { scheme, userinfo: false, host: '', port: null, path: rest } : null;
  if (scheme === 'file') return isFile(rest) ? { scheme, userinfo: false, host: '', port: null, path: rest } : null;
  return parseAuthority(scheme, rest.replace(/^[/\\]+/, ''));
}

/** Resolves a reference, such as a Location header's value, against an http(s) URL; null where browsers refuse it. */
export function resolveUrl(base: Url, reference: string): Url | null {
  const input = clean(reference);
  const colon = schemeEnd(input);
  if (colon !== -1) {
    const sameScheme = input.slice(0, colon).toLowerCase() === base.scheme;
    const rest = input.slice(colon + 1);
    // https://url.spec.whatwg.org/#special-relative-or-authority-state: `https:x` is relative to an https base.
    return sameScheme && !/^[/\\]{2}/.test(rest) ? resolveRelative(base, rest) : parseUrl(input);
  }
  return resolveRelative(base, input);
}

/** Scheme, host and port as an Origin header says them; `null` for URLs without a tuple origin. */
export function originOf(url: Url): string {
  if (url.host === '') return 'null';
  return `${url.scheme}://${url.host}${url.port === null ? '' : `:${url.port}`}`;
}

/** The URL as the next request's exchange shows it: without userinfo and fragment. */
export function hrefOf(url: Url): string {
  return url.host === '' ? `${url.scheme}:${url.path}` : `${originOf(url)}${url.path}`;
}

/** https://w3c.github.io/webappsec-secure-contexts/#is-url-trustworthy, for http(s). */
export function isTrustworthy(url: Url): boolean {
  if (url.scheme === 'https' || url.scheme === 'wss') return true;
  return /^127\.\d+\.\d+\.\d+$/.test(url.host) || url.host === '[::1]' || /(?:^|\.)localhost$/.test(url.host);
}

/** Surrounding C0 controls and spaces go, and tabs and line ends wherever they stand. */
function clean(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start += 1;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end -= 1;
  return text.slice(start, end).replace(/[\t\r\n]/g, '');
}

/** https://url.spec.whatwg.org/#file-host-state: no port, no user name; a drive letter is no host. */
function isFile(rest: string): boolean {
  const host = /^[/\\]{2}([^/\\?#]*)/.exec(rest)?.[1] ?? '';
  return host === '' || /^[a-z][:|]$/i.test(host) || (!host.includes('@') && parseHost(host) !== null);
}

/** What follows the colon of a scheme that browsers know nothing of: with two slashes, a host and a port of any scheme's. */
function isOpaque(rest: string): boolean {
  if (!rest.startsWith('//')) return true;
  const authority = rest.slice(2).replace(/[/?#].*$/s, '');
  const [, host = '', port = ''] = HOST_AND_PORT.exec(authority.slice(authority.lastIndexOf('@') + 1)) ?? [null, ' '];
  return isOpaqueHost(host) && Number(port) <= 65535 && (host !== '' || authority === '');
}

function schemeEnd(input: string): number {
  const match = /^[a-z][a-z0-9+.-]*:/i.exec(input);
  return match === null ? -1 : match[0].length - 1;
}

function resolveRelative(base: Url, input: string): Url | null {
  const reference = withoutFragment(input);
  if (/^[/\\]{2}/.test(reference)) return parseAuthority(base.scheme, reference.replace(/^[/\\]+/, ''));
  const [basePath = '/', baseQuery] = splitOnce(base.path, '?');
  if (reference === '') return base;
  if (reference.startsWith('?')) return { ...base, path: normalizePath(basePath, reference.slice(1)) };
  const [path = '', query] = splitOnce(reference, '?');
  const absolute = /^[/\\]/.test(path) ? path : `${basePath.slice(0, basePath.lastIndexOf('/') + 1)}${path}`;
  return { ...base, userinfo: false, path: normalizePath(absolute, path === '' ? baseQuery : query) };
}

function parseAuthority(scheme: string, input: string): Url | null {
  const end = input.search(/[/\\?#]/);
  const authority = end === -1 ? input : input.slice(0, end);
  const at = authority.lastIndexOf('@');
  const hostAndPort = HOST_AND_PORT.exec(authority.slice(at + 1));
  const host = parseHost(hostAndPort?.[1] ?? '');
  const port = portOf(scheme, hostAndPort?.[2] ?? '');
  if (hostAndPort === null || host === null || port === undefined) return null;
  const [path = '', query] = splitOnce(withoutFragment(end === -1 ? '' : input.slice(end)), '?');
  const userinfo = at > 0 && authority.slice(0, at) !== ':';
  return { scheme, userinfo, host, port, path: normalizePath(path, query) };
}

/** Null for the default port, undefined for one that no URL may have. */
function portOf(scheme: string, digits: string): number | null | undefined {
  if (digits === '') return null;
  const port = Number(digits);
  if (port > 65535) return undefined;
  return port === DEFAULT_PORTS.get(scheme) ? null : port;
}

function withoutFragment(text: string): string {
  const hash = text.indexOf('#');
  return hash === -1 ? text : text.slice(0, hash);
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
