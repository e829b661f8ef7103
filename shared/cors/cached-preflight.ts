import { unsafeHeaderNames } from '../http/safelisted-request-header.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Leg } from '../trace/journey.ts';
import { checkHeadersAllowed } from './allow-headers.ts';
import { checkMethodAllowed } from './allow-methods.ts';
import type { Premise } from './ending.ts';
import { SPEC } from './spec.ts';
import { passed, quote, skipped } from './step.ts';
import type { Step } from './verdict.ts';

/**
 * A preflight was due and none is on the wire. Never a failure: browsers keep answers, and leave preflights out of some
 * exports. https://fetch.spec.whatwg.org/#concept-cache-match
 */
export function cachedPreflightStep(leg: Leg, request: Exchange, premise: Premise): Step {
  const method = request.received.method;
  const cached = leg.cachedPreflight;
  if (cached !== null && isCovered(cached, request, premise.include)) {
    const check = `No preflight was sent for ${quote(method)}: the preflight cache may still hold the response to an earlier one, ${quote(cached.id)}`;
    return passed(check, SPEC.preflightCache, []).step;
  }
  const check = `A preflight was due for ${quote(method)} and none is recorded: the browser used its preflight cache, or the recording leaves it out`;
  return skipped(check, SPEC.preflightCache).step;
}

/** Does the cached answer allow what the request needs? */
export function isCovered(cached: Exchange, request: Exchange, include: boolean): boolean {
  const method = checkMethodAllowed(cached, request.received.method, include);
  return !method.failed && !checkHeadersAllowed(cached, unsafeHeaderNames(request.received.lines), include).failed;
}
