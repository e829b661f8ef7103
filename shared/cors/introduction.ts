import { exchangeUrl } from '../trace/exchange.ts';
import { SPEC } from './spec.ts';
import { passed, quote, skipped } from './step.ts';
import { isCorsTrip, type Trip } from './trip.ts';
import type { Step } from './verdict.ts';

/** The first step: who asks whom, and whether CORS has a say. https://fetch.spec.whatwg.org/#concept-main-fetch */
export function introduction(trip: Trip): Step {
  const first = trip.legs[0];
  if (first === undefined) return skipped('Nothing of this journey is recorded', SPEC.mainFetch).step;
  const asked = `${first.leg.request?.received.method ?? 'A request'} ${quote(exchangeUrl(first.first))}`;
  if (first.first.kind === 'tunnel')
    return skipped(`A tunnel to ${quote(first.first.authority)}: its bytes pass unread`, SPEC.mainFetch).step;
  if (!isCorsTrip(trip)) return skipped(`${asked} ${withoutSay(trip)}`, SPEC.requestMode).step;
  if (!first.crossOrigin) return skipped(`${asked} stays in the page's own origin`, SPEC.mainFetch).step;
  return passed(
    `${asked} goes from ${quote(first.origin ?? '')} to another origin, ${quote(first.ownOrigin)}: CORS decides`,
    SPEC.protocol,
    [],
  ).step;
}

function withoutSay(trip: Trip): string {
  return trip.mode === null
    ? 'has no Origin header: CORS has no say'
    : `has request mode \`${trip.mode}\`: CORS has no say`;
}
