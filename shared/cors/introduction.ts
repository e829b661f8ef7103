import { exchangeUrl } from '../trace/exchange.ts';
import { SPEC } from './spec.ts';
import { passed, quote, skipped } from './step.ts';
import { isCorsTrip, type Trip } from './trip.ts';
import type { Step } from './verdict.ts';

/** The first step: who asks whom, and whether CORS has a say. https://fetch.spec.whatwg.org/#concept-main-fetch */
export function introduction(trip: Trip): Step {
  const first = trip.legs[0];
  if (first === undefined) return skipped('Nothing of this journey is recorded', SPEC.mainFetch).step;
  const method = first.leg.request?.received.method ?? first.question?.method ?? first.first.received.method;
  const asked = quote(`${method} ${exchangeUrl(first.first)}`);
  if (first.first.kind === 'tunnel')
    return skipped(
      `The tunnel to ${quote(first.first.authority)} carries bytes that corscope does not read`,
      SPEC.mainFetch,
    ).step;
  if (!isCorsTrip(trip)) return skipped(`${asked} ${withoutSay(trip)}`, SPEC.requestMode).step;
  if (!first.crossOrigin) return skipped(`${asked} is a same-origin request`, SPEC.mainFetch).step;
  return passed(
    `${asked} from ${quote(first.origin ?? 'null')} is a cross-origin request, to which CORS applies`,
    SPEC.protocol,
    [],
  ).step;
}

function withoutSay(trip: Trip): string {
  return trip.mode === null
    ? 'has no Origin header, so it is not a CORS request'
    : `has request mode \`${trip.mode}\`, so there is no CORS check`;
}
