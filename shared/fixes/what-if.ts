import { factsOf } from '../cors/facts.ts';
import { headline } from '../cors/headline.ts';
import { judge } from '../cors/judge.ts';
import type { Verdict } from '../cors/verdict.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Journey, Leg } from '../trace/journey.ts';
import { applyToExchange } from './apply-to-exchange.ts';
import type { Fix } from './fix.ts';
import { foresee } from './foresee.ts';
import { compileFixes, type FixMatcher } from './scope.ts';

/** A verdict with its sentence. */
export type StatedVerdict = Verdict & { readonly headline: string };

export interface WhatIfResult {
  /** The journey's id. */
  readonly journey: string;
  /** As recorded, with the fixes that were on at the time. */
  readonly before: StatedVerdict;
  /** With exactly the given fixes on. */
  readonly after: StatedVerdict;
}

export interface WhatIf {
  readonly results: readonly WhatIfResult[];
  /** Mended: allowed now, and not before. Broken: a worse outcome than before. */
  readonly summary: { readonly mended: number; readonly broken: number; readonly unchanged: number };
}

/**
 * Judges recorded journeys again as if `fixes`, and no others, had been on, whether they are switched on or not. Where a
 * journey failed at its preflight and the fixes mend that, the request itself was never sent, so nothing is known of its
 * answer: the verdict after is then for the preflight alone (`allowed`, phase `preflight`). A mended redirect likewise.
 */
export function whatIf(journeys: readonly Journey[], fixes: readonly Fix[]): WhatIf {
  const matcher = compileFixes(fixes.map(fix => ({ ...fix, enabled: true })));
  const results = journeys.map(journey => compare(journey, matcher));
  return { results, summary: summaryOf(results) };
}

/** The journey as it would have been; the same object where no exchange of it differs. */
export function hypothetical(journey: Journey, matcher: FixMatcher): Journey {
  const legs = journey.legs.map(leg => legUnder(leg, matcher));
  return legs.every((leg, index) => leg === journey.legs[index]) ? journey : { ...journey, legs };
}

function compare(journey: Journey, matcher: FixMatcher): WhatIfResult {
  const before = stated(journey, judge(journey));
  const changed = hypothetical(journey, matcher);
  if (changed === journey) return { journey: journey.id, before, after: before };
  return { journey: journey.id, before, after: stated(changed, foresee(journey, before, changed)) };
}

function stated(journey: Journey, verdict: Verdict): StatedVerdict {
  return { ...verdict, headline: headline(journey, verdict, factsOf(journey)) };
}

function legUnder(leg: Leg, matcher: FixMatcher): Leg {
  const preflight = underFixes(leg.preflight, matcher);
  const cachedPreflight = underFixes(leg.cachedPreflight, matcher);
  const request = underFixes(leg.request, matcher);
  const same = preflight === leg.preflight && cachedPreflight === leg.cachedPreflight && request === leg.request;
  return same ? leg : { preflight, cachedPreflight, request };
}

function underFixes(exchange: Exchange | null, matcher: FixMatcher): Exchange | null {
  return exchange && applyToExchange(matcher, exchange);
}

function summaryOf(results: readonly WhatIfResult[]): WhatIf['summary'] {
  const mended = results.filter(result => isMended(result)).length;
  const broken = results.filter(result => outcomeRank(result.after) < outcomeRank(result.before)).length;
  return { mended, broken, unchanged: results.length - mended - broken };
}

function isMended({ before, after }: WhatIfResult): boolean {
  return after.outcome === 'allowed' && outcomeRank(before) < outcomeRank(after);
}

/** Allowed is better than undecided, undecided better than blocked, in whatever case. */
export function outcomeRank({ outcome, cases }: Verdict): number {
  if (outcome === 'blocked') return 0;
  if (outcome !== 'depends') return 2;
  return cases.some(one => one.outcome === 'allowed') ? 1 : 0;
}
