import type { ResponseHead } from '../http/head.ts';
import { sameName } from '../http/header-line.ts';
import { parseUrl, resolveUrl, type Url } from '../http/url.ts';
import { type Exchange, exchangeUrl } from './exchange.ts';

/** A 3xx with a Location, as the browser reads it. */
export interface Redirect {
  readonly status: number;
  readonly location: string;
  /** Index of the Location line in the delivered head. */
  readonly line: number;
  /** Null where the Location is no URL. */
  readonly target: Url | null;
}

/**
 * Null where the answer is no redirect: another status, no Location, or only empty ones, which Chromium overlooks (the
 * standard would resolve an empty Location to the same URL). https://fetch.spec.whatwg.org/#concept-response-location-url
 */
export function redirectOf(exchange: Exchange): Redirect | null {
  return exchange.delivered && redirectIn(exchange.delivered, () => exchangeUrl(exchange));
}

/** The same of an answer's head alone; `url` is what was asked for. */
export function redirectIn({ status, lines }: ResponseHead, url: () => string): Redirect | null {
  if (!isRedirectStatus(status)) return null;
  const line = lines.findIndex(([name, value]) => sameName(name, 'location') && value !== '');
  const location = lines[line]?.[1];
  return location === undefined ? null : { status, location, line, target: targetOf(location, url) };
}

/** Most are absolute, and need no base. */
function targetOf(location: string, url: () => string): Url | null {
  const base = /^https?:\/\//i.test(location) ? null : parseUrl(url());
  return base === null ? parseUrl(location) : resolveUrl(base, location);
}

/** https://fetch.spec.whatwg.org/#redirect-status */
export function isRedirectStatus(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308;
}

/** https://fetch.spec.whatwg.org/#http-redirect-fetch, step 12: 301 and 302 turn POST into GET, 303 all but HEAD. */
export function methodAfter(status: number, method: string): string {
  if ((status === 301 || status === 302) && method === 'POST') return 'GET';
  return status === 303 && method !== 'HEAD' ? 'GET' : method;
}
