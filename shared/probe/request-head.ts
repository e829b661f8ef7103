import type { RequestHead } from '../http/head.ts';
import { type HeaderLine, hasHeader } from '../http/header-line.ts';
import { isSafelistedMethod } from '../http/safelisted-method.ts';
import { unsafeHeaderNames } from '../http/safelisted-request-header.ts';
import { isSameSite } from '../http/site.ts';
import { originOf, parseUrl, type Url } from '../http/url.ts';
import type { AskedHeader, ProbeAsk, Rung } from './ask.ts';

/** What stands in the requests for a header of which only the name is known. */
const STAND_INS: ReadonlyMap<string, string> = new Map([
  ['accept', '*/*'],
  ['accept-language', 'en'],
  ['content-type', 'application/json'],
  ['authorization', 'Bearer corscope-probe'],
]);
const STAND_IN = 'corscope-probe';

/** Methods that change nothing (RFC 9110 §9.2.1). */
export function isReadOnly(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** Does a browser ask before it sends this? https://fetch.spec.whatwg.org/#concept-main-fetch */
export function asksFirst(method: string, ask: ProbeAsk): boolean {
  return !isSafelistedMethod(method) || unsafeHeaderNames(pageLines(ask.headers)).length > 0;
}

/** The page's request has something that lets it in. */
export function carriesSecret({ headers }: Pick<ProbeAsk, 'headers'>): boolean {
  return headers.some(({ name }) => isSecret(name));
}

export function isSecret(name: string): boolean {
  return /^(?:authorization|cookie)$/i.test(name);
}

/** The header lines that the page sets. */
export function pageLines(headers: readonly AskedHeader[]): HeaderLine[] {
  return headers.map(({ name, value }) => [name, value ?? STAND_INS.get(name.toLowerCase()) ?? STAND_IN]);
}

/** What a request is made of, beside what is the same in all of them. */
export interface RequestParts {
  readonly ask: ProbeAsk;
  readonly rung: Rung;
  readonly url: Url;
  readonly origin: string | null;
  readonly method: string;
  /** Lines of the page's own. */
  readonly lines: readonly HeaderLine[];
}

/** The page's request, as a browser would send it. */
export function requestHead({ ask, rung, url, origin, method, lines }: RequestParts): RequestHead {
  const cookies = ask.credentials ? lines.filter(isCookie) : [];
  const own = lines.filter(line => !isCookie(line));
  return {
    method,
    target: url.path,
    version: 'HTTP/1.1',
    lines: [
      ...transportLines(rung, url),
      ...(hasHeader(own, 'accept') ? [] : [['Accept', '*/*'] as const]),
      ...own,
      ...originLines(origin, url),
      ...cookies,
      ...(isReadOnly(method) ? [] : [['Content-Length', '0'] as const]),
    ],
  };
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch */
export function preflightHead({ rung, url, origin, method, lines }: RequestParts): RequestHead {
  const unsafe = unsafeHeaderNames(lines);
  return {
    method: 'OPTIONS',
    target: url.path,
    version: 'HTTP/1.1',
    lines: [
      ...transportLines(rung, url),
      ['Accept', '*/*'],
      ['Access-Control-Request-Method', method],
      ...(unsafe.length === 0 ? [] : [['Access-Control-Request-Headers', unsafe.join(',')] as const]),
      ...originLines(origin, url),
    ],
  };
}

/**
 * A layer that is asked in plain HTTP for an https URL is told so as the layer in front of it would tell it: without that
 * many redirect to https.
 */
function transportLines({ address }: Rung, url: Url): HeaderLine[] {
  const forwarded: HeaderLine[] = address.startsWith(`${url.scheme}:`) ? [] : [['X-Forwarded-Proto', url.scheme]];
  return [
    ['Host', authorityOf(url)],
    ['Connection', 'close'],
    ...forwarded,
    ['User-Agent', 'corscope-probe'],
    ['Accept-Encoding', 'gzip, deflate, br'],
  ];
}

/** Some login proxies tell a page's request by Sec-Fetch-Mode (https://w3c.github.io/webappsec-fetch-metadata/). */
function originLines(origin: string | null, url: Url): HeaderLine[] {
  if (origin === null) return [];
  return [
    ['Origin', origin],
    ['Sec-Fetch-Site', isSameSite(origin, originOf(url)) ? 'same-site' : 'cross-site'],
    ['Sec-Fetch-Mode', 'cors'],
    ['Sec-Fetch-Dest', 'empty'],
  ];
}

function isCookie([name]: HeaderLine): boolean {
  return name.toLowerCase() === 'cookie';
}

export function authorityOf(url: Url): string {
  return url.port === null ? url.host : `${url.host}:${url.port}`;
}

/** The URL of an ask, which is known to be one. */
export function urlOf({ url }: ProbeAsk): Url {
  const parsed = parseUrl(url);
  if (parsed === null) throw new Error(`not a URL: ${url}`);
  return parsed;
}
