import { originOf, parseUrl } from '../http/url.ts';
import type { Asked } from './asked.ts';

/** Where the browser says it took the answer from. */
export const SERVED_FROM = ['network', 'http-cache', 'memory-cache', 'prefetch-cache', 'service-worker'] as const;

export type ServedFrom = (typeof SERVED_FROM)[number];

/** A cookie that the browser held back, or would not store. Its value is nobody's business here. */
export interface RefusedCookie {
  readonly name: string;
  /** The DevTools protocol's Network.CookieBlockedReason or SetCookieBlockedReason. */
  readonly reasons: readonly string[];
}

/** Over all legs of the request, preflights left out: they carry none. */
export interface WitnessedCookies {
  /** Names, in the order sent. */
  readonly sent: readonly string[];
  /** In the jar for this URL, and held back. */
  readonly blocked: readonly RefusedCookie[];
  /** In a Set-Cookie line of the answer, and not stored. */
  readonly setBlocked: readonly RefusedCookie[];
}

/** `blocked`: by CORS or another check of the browser; `failed`: the network did not answer, or the page gave up. */
export type WitnessedOutcome = 'allowed' | 'blocked' | 'failed';

/**
 * The browser's own account of one request of a page, over all its redirects; a preflight has none of its own. Stored
 * evidence: nothing here is concluded. A later account with the same id says more of the same request.
 */
export interface Witness {
  /** `w1`, `w2` … in the order in which they were told. */
  readonly id: string;
  /** What the page asked for: of a redirected request the first. */
  readonly url: string;
  readonly method: string;
  /** Address of the document or worker that asked; null for a navigation, and where it is not known. */
  readonly page: string | null;
  /** The DevTools protocol's target type, such as `page`, `iframe`, `worker` or `service_worker`. */
  readonly target: string;
  /** The DevTools protocol's Network.ResourceType, such as `Fetch`, `XHR` or `Document`. */
  readonly resource: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** When the browser had the answer's head, or its refusal. */
  readonly endedAt: number;
  readonly outcome: WitnessedOutcome;
  /** Null where no answer was handed to the page. */
  readonly status: number | null;
  /** The DevTools protocol's Network.CorsError word, null where CORS had no part in it. */
  readonly corsError: string | null;
  /** The header or method that the CorsError is about; may be empty. */
  readonly failedParameter: string;
  /** The DevTools protocol's Network.BlockedReason, such as `csp` or `mixed-content`. */
  readonly blockedReason: string | null;
  /** Chromium's net error, such as `net::ERR_FAILED`; empty where there is none. */
  readonly errorText: string;
  /** Seen inside the page, for fetch and XMLHttpRequest; empty for everything else. */
  readonly asked: Asked;
  /** Null where no answer was handed to the page. */
  readonly servedFrom: ServedFrom | null;
  readonly cookies: WitnessedCookies;
}

/** Null where the witness does not say, or the page has no origin that its address tells. */
export function pageOriginOf({ page }: Witness): string | null {
  const url = page === null ? null : parseUrl(page.replace(/^blob:/, ''));
  return url === null || url.host === '' ? null : originOf(url);
}

/** Numbers ids: 3 for `w3`. */
export function witnessNumber(id: string): number {
  return Number(id.slice(1));
}

const REFUSALS_TO_SEND: ReadonlySet<string> = new Set([
  'DisallowedByMode',
  'CorsDisabledScheme',
  'NoCorsRedirectModeNotFollow',
  'InsecureLocalNetwork',
  'InvalidLocalNetworkAccess',
  'LocalNetworkAccessPermissionDenied',
]);

/** Did the browser judge an answer? The other CORS errors keep a request, the first or a redirected one, from being sent. */
export function judgedAnAnswer({ corsError }: Witness): boolean {
  return corsError !== null && !REFUSALS_TO_SEND.has(corsError);
}
