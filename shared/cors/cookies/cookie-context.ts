import { firstValue, hasHeader } from '../../http/header-line.ts';
import { isSameSite } from '../../http/site.ts';
import { isTrustworthy, parseUrl } from '../../http/url.ts';
import type { CredentialsMode } from '../../trace/asked.ts';
import { type Exchange, exchangeUrl } from '../../trace/exchange.ts';
import type { Trip, TripLeg } from '../trip.ts';

/** What a browser compares a cookie with, for one exchange. Null stands for what nothing on the wire tells. */
export interface CookieContext {
  readonly exchange: Exchange;
  readonly host: string;
  /** Path and query. */
  readonly path: string;
  /** The browser asked over https, or a host of its own machine. */
  readonly secure: boolean;
  readonly crossSite: boolean | null;
  /** A navigation of the whole page: what it sets is the page's own, and only `SameSite=Strict` looks at who sent it there. */
  readonly navigation: boolean;
  /** Cookies may go with it at all. */
  readonly credentials: boolean | null;
  /** The browser lets other sites keep cookies; `Sec-Fetch-Storage-Access` says it. */
  readonly thirdParty: boolean | null;
}

export function cookieContext(
  trip: Trip,
  leg: TripLeg,
  exchange: Exchange,
  mode: CredentialsMode | 'unknown',
): CookieContext {
  const url = parseUrl(exchangeUrl(exchange));
  const lines = exchange.received.lines;
  const dest = firstValue(lines, 'sec-fetch-dest');
  return {
    exchange,
    host: url?.host ?? exchange.authority,
    path: url?.path ?? exchange.received.target,
    // Browsers send Sec-Fetch headers to URLs they trust, and a tap behind the layer that ends TLS sees plain http.
    secure: (url !== null && isTrustworthy(url)) || hasHeader(lines, 'sec-fetch-site'),
    crossSite: isCrossSite(trip, leg),
    navigation: trip.mode === 'navigate' && (dest === null || dest === 'document'),
    credentials: exchange === leg.leg.preflight ? false : hasCredentials(trip, leg, exchange, mode),
    thirdParty: thirdPartyOf(firstValue(lines, 'sec-fetch-storage-access')),
  };
}

/** https://fetch.spec.whatwg.org/#http-network-or-cache-fetch: includeCredentials. */
function hasCredentials(
  { mode: requestMode }: Trip,
  { crossOrigin }: TripLeg,
  { received: { lines } }: Exchange,
  mode: CredentialsMode | 'unknown',
): boolean | null {
  if (hasHeader(lines, 'cookie') || requestMode === 'navigate' || requestMode === 'websocket') return true;
  if (mode === 'include' || mode === 'omit') return mode === 'include';
  const noCors = requestMode === 'no-cors';
  if (noCors && hasHeader(lines, 'sec-fetch-storage-access')) return true;
  // A no-cors GET has no Origin header, so nothing but Sec-Fetch-Site tells where it goes.
  const elsewhere = noCors ? firstValue(lines, 'sec-fetch-site') !== 'same-origin' : crossOrigin;
  if (!elsewhere) return requestMode === null ? null : true;
  return mode === 'unknown' ? null : false;
}

/**
 * Only page and target count, not the hosts that redirected in between, which Sec-Fetch-Site does count: its word is good
 * on the first leg. A sandboxed page, origin `null`, is of no one's site. https://html.spec.whatwg.org/#same-site
 */
function isCrossSite(trip: Trip, leg: TripLeg): boolean | null {
  const site = firstValue(leg.first.received.lines, 'sec-fetch-site');
  if (site !== null && (site !== 'cross-site' || leg === trip.legs[0])) return site === 'cross-site';
  const page = trip.pageOrigin ?? refererOrigin(trip);
  return page === null ? null : !isSameSite(page, leg.ownOrigin);
}

function refererOrigin(trip: Trip): string | null {
  const referer = firstValue(trip.legs[0]?.first.received.lines ?? [], 'referer');
  return referer === null ? null : (/^https?:\/\/[^/]+/.exec(referer)?.[0] ?? null);
}

/** https://privacycg.github.io/storage-access-headers/ */
function thirdPartyOf(storageAccess: string | null): boolean | null {
  if (storageAccess === 'active') return true;
  return storageAccess === 'none' || storageAccess === 'inactive' ? false : null;
}
