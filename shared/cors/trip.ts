import { firstValue, hasHeader } from '../http/header-line.ts';
import { REQUEST_MODES, type RequestMode } from '../trace/asked.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Journey, Leg } from '../trace/journey.ts';
import { ownOrigin } from '../trace/own-origin.ts';
import { type PreflightQuestion, preflightQuestion } from '../trace/preflight.ts';
import { isPreflightDue } from '../trace/preflight-due.ts';
import { type Redirect, redirectOf } from '../trace/redirect.ts';
import type { JudgeHints } from './judge-hints.ts';
import { checkNetwork } from './network-check.ts';
import type { Checked } from './step.ts';

/** A leg with what the browser's own headers say about it. */
export interface TripLeg {
  readonly leg: Leg;
  /** What was sent first for this leg. */
  readonly first: Exchange;
  /** The Origin header's word; null where none was sent. */
  readonly origin: string | null;
  readonly ownOrigin: string;
  /** The request goes to another origin, and so the CORS check applies to its answer. */
  readonly crossOrigin: boolean;
  /** A preflight was due for the request, and none is on the wire. */
  readonly preflightMissing: boolean;
  /** What the preflight asked leave for. */
  readonly question: PreflightQuestion | null;
  readonly redirect: Redirect | null;
  /** Why no answer that a browser can read came; null where one came, or is still awaited. */
  readonly brokenPreflight: Checked<never> | null;
  readonly brokenRequest: Checked<never> | null;
}

/** A journey, read once for every question that follows. */
export interface Trip {
  /** Null where neither the page nor the wire says it. */
  readonly mode: RequestMode | null;
  readonly legs: readonly TripLeg[];
  /** Null where no leg has an Origin header and the mode does not tell either. */
  readonly pageOrigin: string | null;
}

export function readTrip(journey: Journey, hints: JudgeHints): Trip {
  const legs: TripLeg[] = [];
  for (const leg of journey.legs) {
    const first = leg.preflight ?? leg.request;
    if (first !== null) legs.push(readLeg(leg, first));
  }
  const mode = hints.mode ?? modeOf(legs);
  return { mode, legs, pageOrigin: pageOriginOf(legs, mode) };
}

/**
 * Does CORS have a say? A no-cors request, a navigation and a WebSocket may go anywhere, a same-origin one nowhere else;
 * without a mode, an Origin header makes it a CORS request. https://fetch.spec.whatwg.org/#concept-request-mode
 */
export function isCorsTrip(trip: Trip): boolean {
  if (trip.mode !== null) return trip.mode === 'cors';
  return trip.legs.some(leg => leg.origin !== null);
}

function readLeg(leg: Leg, first: Exchange): TripLeg {
  const origin = firstValue(first.received.lines, 'origin');
  const own = ownOrigin(first);
  const crossOrigin = isCrossOrigin(leg, origin, own);
  return {
    leg,
    first,
    origin,
    ownOrigin: own,
    crossOrigin,
    preflightMissing: crossOrigin && leg.preflight === null && leg.request !== null && isPreflightDue(leg.request),
    question: leg.preflight === null ? null : preflightQuestion(leg.preflight),
    redirect: leg.request === null ? null : redirectOf(leg.request),
    brokenPreflight: leg.preflight === null ? null : checkNetwork(leg.preflight),
    brokenRequest: leg.request === null ? null : checkNetwork(leg.request),
  };
}

/** Behind a layer that ends TLS, the URL's own scheme is not the page's; the browser's word is better, where it has one. */
function isCrossOrigin(leg: Leg, origin: string | null, own: string): boolean {
  if (leg.preflight !== null) return true;
  if (origin === null || origin === own) return false;
  return origin === 'null' || firstValue(leg.request?.received.lines ?? [], 'sec-fetch-site') !== 'same-origin';
}

const MODES: ReadonlySet<string> = new Set(REQUEST_MODES);

function modeOf(legs: readonly TripLeg[]): RequestMode | null {
  const first = legs[0];
  if (first === undefined) return null;
  if (first.leg.preflight !== null) return 'cors';
  const lines = first.first.received.lines;
  if (hasHeader(lines, 'sec-websocket-key')) return 'websocket';
  const mode = firstValue(lines, 'sec-fetch-mode');
  if (mode !== null && isRequestMode(mode)) return mode;
  // http targets get no Sec-Fetch headers; this one is sent with navigations only.
  return hasHeader(lines, 'upgrade-insecure-requests') ? 'navigate' : null;
}

function isRequestMode(text: string): text is RequestMode {
  return MODES.has(text);
}

/** A cors request without an Origin header is a GET or HEAD to the page's own origin. */
function pageOriginOf(legs: readonly TripLeg[], mode: RequestMode | null): string | null {
  const origin = legs.find(leg => leg.origin !== null)?.origin;
  if (origin !== undefined) return origin;
  return mode === 'cors' || mode === 'same-origin' ? (legs[0]?.ownOrigin ?? null) : null;
}
