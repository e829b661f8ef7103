import { indexesOf } from '../../http/header-line.ts';
import { isSameSite } from '../../http/site.ts';
import type { CredentialsMode } from '../../trace/asked.ts';
import type { Exchange } from '../../trace/exchange.ts';
import type { Journey } from '../../trace/journey.ts';
import { factsOf } from '../facts.ts';
import { hintsOf } from '../judge-hints.ts';
import { readTrip, type Trip, type TripLeg } from '../trip.ts';
import type { Cookie } from './cookie.ts';
import { type CookieConclusion, notSentConclusion, sentConclusion, setConclusion } from './cookie-conclusion.ts';
import { type CookieContext, cookieContext } from './cookie-context.ts';
import { goesToHost, sendObstacles } from './send-cookie.ts';
import { readSetCookie } from './set-cookie.ts';
import { storeObstacles } from './store-cookie.ts';

/** What other sources than this journey's messages say. */
export interface CookieKnowledge {
  /** The page's credentials mode; taken from the messages where it is not given. */
  readonly credentials?: CredentialsMode | 'unknown';
  /** Cookies that the browser held before the journey began. */
  readonly held?: readonly Cookie[];
}

/**
 * For each Set-Cookie line that reached the browser: does it store the cookie? For each cookie that it holds, known or set
 * on the way: did it send it? In wire order. Chromium 156 is the browser.
 */
export function cookieConclusions(journey: Journey, knowledge: CookieKnowledge = {}): CookieConclusion[] {
  if (knowledge.held === undefined && !hasCookies(journey)) return [];
  const trip = readTrip(journey, hintsOf(journey));
  const mode = knowledge.credentials ?? factsOf(journey).credentials.mode;
  const held = [...(knowledge.held ?? [])];
  const conclusions: CookieConclusion[] = [];
  for (const [exchange, leg] of exchangesIn(trip)) {
    const context = cookieContext(trip, leg, exchange, mode);
    if (exchange !== leg.leg.preflight) conclusions.push(...sendConclusions(held, context));
    conclusions.push(...setConclusions(held, context));
  }
  return conclusions;
}

function hasCookies({ legs }: Journey): boolean {
  return legs.some(({ preflight, request }) => mentionsCookies(preflight) || mentionsCookies(request));
}

function mentionsCookies(exchange: Exchange | null): boolean {
  if (exchange === null) return false;
  const lines = exchange.delivered?.lines ?? [];
  return indexesOf(lines, 'set-cookie').length > 0 || indexesOf(exchange.received.lines, 'cookie').length > 0;
}

function* exchangesIn(trip: Trip): Generator<readonly [Exchange, TripLeg]> {
  for (const leg of trip.legs) {
    if (leg.leg.preflight !== null) yield [leg.leg.preflight, leg];
    if (leg.leg.request !== null) yield [leg.leg.request, leg];
  }
}

function sendConclusions(held: readonly Cookie[], context: CookieContext): CookieConclusion[] {
  const { id, received } = context.exchange;
  const sent = indexesOf(received.lines, 'cookie').flatMap(index => {
    const names = namesIn(received.lines[index]?.[1] ?? '');
    return names.map(name => sentConclusion(name, { exchange: id, head: 'received', index }, context));
  });
  const names = new Set(sent.map(({ name }) => name));
  const missing = held.filter(cookie => !names.has(cookie.name) && isExpected(cookie, context));
  return [...sent, ...missing.map(cookie => notSentConclusion(cookie.name, sendObstacles(cookie, context), context))];
}

/** Cookies of strangers are not missed; of a host of the same site they may be: a Domain attribute could have helped. */
function isExpected(cookie: Cookie, { host }: CookieContext): boolean {
  return goesToHost(cookie, host) || isSameSite(`https://${cookie.domain}`, `https://${host}`);
}

/** What is surely stored joins `held`. */
function setConclusions(held: Cookie[], context: CookieContext): CookieConclusion[] {
  const { id, delivered } = context.exchange;
  const lines = delivered?.lines ?? [];
  return indexesOf(lines, 'set-cookie').map(index => {
    const set = readSetCookie(lines[index]?.[1] ?? '', context);
    const obstacles = storeObstacles(set, context);
    if (obstacles.reasons.length === 0 && obstacles.unknown.length === 0) held.push(set.cookie);
    return setConclusion(set.cookie.name, { exchange: id, head: 'delivered', index }, obstacles, context);
  });
}

function namesIn(cookieLine: string): string[] {
  const pairs = cookieLine.split(';').map(pair => pair.trim());
  return pairs.filter(pair => pair !== '').map(pair => (pair.includes('=') ? pair.slice(0, pair.indexOf('=')) : ''));
}
