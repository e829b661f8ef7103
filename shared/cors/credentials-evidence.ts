import { firstValue, hasHeader } from '../http/header-line.ts';
import { hostOf, registrableDomain } from '../http/site.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { PreflightQuestion } from '../trace/preflight.ts';
import type { JudgeHints } from './judge-hints.ts';
import type { Trip, TripLeg } from './trip.ts';

/** First Chromium that sends Sec-Fetch-Storage-Access. */
const STORAGE_ACCESS_SINCE = 133;

/**
 * Was the credentials mode `include`? True or false where the page's own word or the wire proves it, null where neither
 * does. For another origin `same-origin` and `omit` are one: nothing that the browser does tells them apart.
 */
export function includeEvidence(trip: Trip, hints: JudgeHints): boolean | null {
  if (hints.credentials !== undefined) return hints.credentials === 'include';
  if (trip.legs.some(showsCredentials)) return true;
  return trip.legs.some((leg, index) => showsNoCredentials(leg, index, trip)) ? false : null;
}

/** Sec-Fetch-Storage-Access goes with credentialed requests only: https://privacycg.github.io/storage-access-headers/ */
function showsCredentials({ leg, crossOrigin, question }: TripLeg): boolean {
  const lines = leg.request?.received.lines ?? [];
  if (hasHeader(lines, 'sec-fetch-storage-access')) return true;
  return crossOrigin && (hasHeader(lines, 'cookie') || hasBrowserAuthorization(question, leg.request));
}

/** An Authorization that no preflight asked for was not set by the page: the browser's own, which is a credential. */
function hasBrowserAuthorization(question: PreflightQuestion | null, request: Exchange | null): boolean {
  if (question === null || request === null || !hasHeader(request.received.lines, 'authorization')) return false;
  return !question.headers.includes('authorization');
}

/**
 * A cross-site request with credentials to a trustworthy URL carries Sec-Fetch-Storage-Access, in Chromium; after a
 * redirect only where the target itself is cross-site with the page.
 */
function showsNoCredentials({ leg, first, crossOrigin, ownOrigin }: TripLeg, index: number, trip: Trip): boolean {
  const lines = leg.request?.received.lines;
  if (lines === undefined || !crossOrigin || firstValue(lines, 'sec-fetch-site') !== 'cross-site') return false;
  if (index > 0 && !isSurelyCrossSite(ownOrigin, trip.pageOrigin)) return false;
  return isTrustworthyExchange(first) && chromiumVersion(lines) >= STORAGE_ACCESS_SINCE;
}

/** Whatever their schemes: another registrable domain. */
function isSurelyCrossSite(own: string, page: string | null): boolean {
  return page !== null && page !== 'null' && domainOf(own) !== domainOf(page);
}

function domainOf(origin: string): string {
  const host = hostOf(origin);
  return registrableDomain(host) ?? host;
}

function isTrustworthyExchange(exchange: Exchange): boolean {
  return (
    exchange.scheme === 'https' ||
    /^(?:localhost|.*\.localhost|127\.[\d.]+|\[::1\])(?::\d+)?$/i.test(exchange.authority)
  );
}

function chromiumVersion(lines: Exchange['received']['lines']): number {
  const match = /"(?:Chromium|Google Chrome)";v="(\d+)/.exec(firstValue(lines, 'sec-ch-ua') ?? '');
  const fallback = match ?? /\bChrome\/(\d+)/.exec(firstValue(lines, 'user-agent') ?? '');
  return Number(fallback?.[1] ?? 0);
}
