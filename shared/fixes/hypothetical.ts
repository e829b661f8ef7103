import type { ResponseHead } from '../http/head.ts';
import { hrefOf } from '../http/url.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Journey, Leg } from '../trace/journey.ts';
import { redirectOf } from '../trace/redirect.ts';
import { type Hypothetical, underFixes } from './apply-to-exchange.ts';
import type { Assumption } from './assumption.ts';
import type { FixMatcher } from './scope.ts';

/** A journey under other fixes. */
export interface Hypothesis {
  /** The same object where no exchange differs. */
  readonly journey: Journey;
  readonly assumes: readonly Assumption[];
  /** Ids of the exchanges whose answer nobody has heard. */
  readonly unheard: ReadonlySet<string>;
  /** The last leg leads to where nobody went: a redirect that is new, or leads elsewhere than the recorded one. */
  readonly leadsOn: boolean;
}

/** The journey as it would have been; the same object where no exchange of it differs. */
export function hypothetical(journey: Journey, matcher: FixMatcher): Journey {
  return hypothesis(journey, matcher).journey;
}

/** Leg by leg, as long as what the browser then did would still have been the same. */
export function hypothesis(journey: Journey, matcher: FixMatcher): Hypothesis {
  const legs: Leg[] = [];
  const made: Hypothetical[] = [];
  for (const [index, leg] of journey.legs.entries()) {
    const changed = legUnder(leg, answersAfter(journey, index), matcher, made);
    legs.push(changed);
    if (leg.request !== changed.request && targetOf(leg.request) !== targetOf(changed.request)) break;
  }
  const last = legs.at(-1)?.request ?? null;
  return {
    journey: isSame(legs, journey) ? journey : { ...journey, legs },
    assumes: made.flatMap(({ assumes }) => assumes),
    unheard: new Set(made.filter(({ unheard }) => unheard).map(({ exchange }) => exchange.id)),
    leadsOn: targetOf(last) !== null && targetOf(last) !== targetOf(journey.legs[legs.length - 1]?.request ?? null),
  };
}

function isSame(legs: readonly Leg[], journey: Journey): boolean {
  return legs.length === journey.legs.length && legs.every((leg, index) => leg === journey.legs[index]);
}

/** A 304 brings back what was stored: with a fix on, corscope would have had the server answer in full. */
function legUnder(leg: Leg, later: readonly ResponseHead[], matcher: FixMatcher, made: Hypothetical[]): Leg {
  const under = (exchange: Exchange | null, answers: readonly ResponseHead[]) => {
    if (exchange === null) return null;
    const one = underFixes(matcher, exchange, answers);
    made.push(one);
    return one.exchange;
  };
  const preflight = under(leg.preflight, []);
  const cachedPreflight = under(leg.cachedPreflight, []);
  const request = under(leg.request, later);
  const stored = leg.stored === undefined ? {} : { stored: under(leg.stored, []) ?? leg.stored };
  const refreshed = leg.refreshed?.map(one => under(one, []) ?? one);
  const same = preflight === leg.preflight && cachedPreflight === leg.cachedPreflight && request === leg.request;
  return same && stored.stored === leg.stored
    ? leg
    : { ...leg, preflight, cachedPreflight, request, ...stored, ...(refreshed === undefined ? {} : { refreshed }) };
}

/** What the browser was answered after this leg, as long as each request of it was. */
function answersAfter({ legs }: Journey, index: number): ResponseHead[] {
  const answers: ResponseHead[] = [];
  for (const { request } of legs.slice(index + 1)) {
    if (!request?.returned) return [];
    answers.push(request.returned);
  }
  return answers;
}

function targetOf(exchange: Exchange | null): string | null {
  const target = exchange === null ? null : (redirectOf(exchange)?.target ?? null);
  return target === null ? null : hrefOf(target);
}
