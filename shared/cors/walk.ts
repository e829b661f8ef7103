import { firstValue } from '../http/header-line.ts';
import { type Exchange, isHidden } from '../trace/exchange.ts';
import type { Redirect } from '../trace/redirect.ts';
import { cachedPreflightStep } from './cached-preflight.ts';
import { corsCheck } from './cors-check.ts';
import { type Ending, type Fit, NOT_CORS, PENDING, type Premise, type Stop } from './ending.ts';
import { hiddenText } from './network-check.ts';
import { preflightCheck } from './preflight-check.ts';
import { checkRedirect, checkRedirectLocation } from './redirect-check.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, passed, quote, skipped } from './step.ts';
import { storedAnswer } from './stored-answer.ts';
import { isCorsTrip, type Trip, type TripLeg } from './trip.ts';
import type { Phase, Step } from './verdict.ts';
import { walkUnchecked } from './walk-unchecked.ts';

/** One leg on the way, and the notes taken so far. */
interface Visit {
  readonly trip: Trip;
  readonly premise: Premise;
  readonly at: TripLeg;
  readonly last: boolean;
  readonly steps: Step[];
}

/**
 * Goes through the journey as the browser did, up to the point at which it stops, or at which the record does. `opening`
 * is the first step, the same whatever is supposed.
 */
export function walk(trip: Trip, premise: Premise, opening: Step): Ending {
  const steps: Step[] = [opening];
  const { legs } = trip;
  if (!isCorsTrip(trip)) return endingOf(walkUnchecked(trip, steps), Math.max(legs.length - 1, 0), steps);
  for (let leg = 0; leg < legs.length; leg += 1) {
    const at = legs[leg];
    if (at === undefined) break;
    const visit: Visit = { trip, premise, at, last: leg === legs.length - 1, steps };
    const stop = visitPreflight(visit) ?? visitRequest(visit);
    if (stop !== null) return endingOf(stop, leg, steps);
  }
  return endingOf(PENDING, 0, steps);
}

function endingOf({ outcome, phase, code, fit }: Stop, leg: number, steps: Step[]): Ending {
  // a copy is as long as it need be: this one is kept with every journey
  return { outcome, phase, code, leg, fit, steps: steps.slice() };
}

function visitPreflight({ trip, premise, at, last, steps }: Visit): Stop | null {
  const { preflight, request } = at.leg;
  if (preflight === null) {
    if (request !== null && at.preflightMissing) steps.push(cachedPreflightStep(at.leg, request, premise));
    return null;
  }
  if (isHidden(preflight)) return visitHidden(steps, preflight, 'preflight', request !== null);
  if (at.brokenPreflight !== null) return note(steps, [at.brokenPreflight], { ...NOT_CORS, phase: 'preflight' });
  if (preflight.delivered === null) return { ...PENDING, phase: 'preflight' };
  const asker = { origin: at.origin ?? trip.pageOrigin ?? 'null', include: premise.include };
  const made = preflightCheck(preflight, asker, {
    method: at.question?.method ?? 'GET',
    headers: at.question?.headers ?? [],
  });
  const stop = blockedBy(steps, made, 'preflight', last && request === null ? 'explains' : 'contradicted');
  if (stop !== null || request !== null) return stop;
  steps.push(skipped('The request itself has not been seen yet', SPEC.mainFetch).step);
  return { ...PENDING, phase: 'preflight' };
}

function visitRequest(visit: Visit): Stop | null {
  const { at, steps } = visit;
  const request = at.leg.request;
  if (request === null) return PENDING;
  if (isHidden(request) && at.crossOrigin) return visitHidden(steps, request, 'actual', false);
  if (at.brokenRequest !== null) return note(steps, [at.brokenRequest], { ...NOT_CORS, phase: 'actual' });
  if (request.delivered === null) return { ...PENDING, phase: 'actual' };
  if (at.redirect !== null) return visitRedirect(visit, request, at.redirect);
  const stop = visitCorsCheck(visit, request, 'actual');
  if (stop !== null) return stop;
  return visit.last ? ended(visit) : { ...ended(visit), fit: 'contradicted' };
}

/** The answer is not there to be judged; that the browser went on after it is the one thing that can be known. */
function visitHidden(steps: Step[], exchange: Exchange, phase: Phase, wentOn: boolean): Stop | null {
  const detail = exchange.outcome.kind === 'hidden' ? exchange.outcome.detail : '';
  const check = `The response to ${exchange.received.method} is not recorded: ${hiddenText(detail)}`;
  steps.push({ check, spec: SPEC.networkError, result: wentOn ? 'skip' : 'depends', lines: [] });
  return wentOn ? null : { ...NOT_CORS, outcome: 'depends', phase };
}

function visitRedirect(visit: Visit, request: Exchange, redirect: Redirect): Stop | null {
  const { at, premise, steps } = visit;
  const unparsable = checkRedirectLocation(request, redirect);
  if (unparsable !== null || redirect.target === null)
    return blockedBy(steps, unparsable === null ? [] : [unparsable], 'redirect', fitOf(visit));
  const refused = visitCorsCheck(visit, request, 'redirect');
  if (refused !== null) return refused;
  if (premise.redirect === 'manual') {
    steps.push(
      passed(
        `Redirect mode is \`manual\`, so the page gets status ${redirect.status} as an opaque redirect`,
        SPEC.redirectMode,
        [],
      ).step,
    );
    return { ...ended(visit), fit: fitOf(visit) };
  }
  const question = {
    redirect,
    mode: premise.redirect,
    origin: at.origin,
    ownOrigin: at.ownOrigin,
    securePage: isSecurePage(visit.trip),
  };
  const stop = blockedBy(steps, [checkRedirect(request, question, redirect.target)], 'redirect', fitOf(visit));
  if (stop !== null || !visit.last) return stop;
  const check = `No request to ${quote(redirect.location)} was seen: the browser blocked it for a reason other than CORS, or sent it past corscope`;
  return blockedBy(steps, [failed(null, check, SPEC.redirect, [])], 'redirect', 'explains');
}

function visitCorsCheck(visit: Visit, exchange: Exchange, phase: Phase): Stop | null {
  const { at, premise, steps } = visit;
  if (!at.crossOrigin) return null;
  const stored = storedAnswer(at.leg, exchange);
  if (stored === 'unknown') {
    const check = 'Status 304 makes the browser use the response in its cache, which is not recorded';
    steps.push({ check, spec: SPEC.notModified, result: 'depends', lines: [] });
    return { ...NOT_CORS, outcome: 'depends', phase };
  }
  const asker = { origin: at.origin ?? 'null', include: premise.include };
  return blockedBy(steps, corsCheck({ exchange, stored }, asker), phase, fitOf(visit));
}

function ended({ trip }: Visit): Stop {
  return trip.legs.some(leg => leg.crossOrigin) ? { ...NOT_CORS, outcome: 'allowed' } : NOT_CORS;
}

function fitOf(visit: Visit): Fit {
  return visit.last ? 'explains' : 'contradicted';
}

function note(steps: Step[], made: readonly Checked[], stop: Stop): Stop {
  for (const { step } of made) steps.push(step);
  return stop;
}

/** Notes the checks; null where the browser goes on. */
function blockedBy(steps: Step[], made: readonly Checked[], phase: Phase, fit: Fit): Stop | null {
  note(steps, made, NOT_CORS);
  const end = made.at(-1);
  return end?.failed === true ? { outcome: 'blocked', phase, code: end.code, fit } : null;
}

/** A sandboxed page's Origin is `null`; its Referer still says how it was loaded. */
function isSecurePage(trip: Trip): boolean {
  if (trip.pageOrigin !== null && trip.pageOrigin !== 'null') return trip.pageOrigin.startsWith('https:');
  return firstValue(trip.legs[0]?.first.received.lines ?? [], 'referer')?.startsWith('https:') === true;
}
