import { factsOf } from '../cors/facts.ts';
import { headline } from '../cors/headline.ts';
import { judge } from '../cors/judge.ts';
import type { Verdict } from '../cors/verdict.ts';
import type { Journey } from '../trace/journey.ts';
import type { Assumption } from './assumption.ts';
import type { Fix } from './fix.ts';
import { foresee } from './foresee.ts';
import { hypothesis } from './hypothetical.ts';
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
  /** Mended: allowed now, and not before. Broken: a worse outcome than before. */
  readonly change: 'mended' | 'broken' | 'unchanged';
  /** What `after` takes for granted; empty where all of it is recorded. */
  readonly assumes: readonly Assumption[];
}

export interface WhatIf {
  readonly results: readonly WhatIfResult[];
  readonly summary: { readonly mended: number; readonly broken: number; readonly unchanged: number };
  /** Journeys that were blocked or undecided. */
  readonly unsettled: number;
  /** "Fixes 14 of 17, leaves 230 unchanged, breaks 0." */
  readonly sentence: string;
}

/**
 * Judges recorded journeys again as if `fixes`, and no others, had been on, whether they are switched on or not. Where a
 * journey failed at its preflight and the fixes mend that, the request itself was never sent, so nothing is known of its
 * answer: the verdict after is then for the preflight alone (`allowed`, phase `preflight`). A mended redirect likewise.
 */
export function whatIf(journeys: readonly Journey[], fixes: readonly Fix[]): WhatIf {
  const matcher = compileFixes(fixes.map(fix => ({ ...fix, enabled: true })));
  const results = journeys.map(journey => compare(journey, stated(journey, judge(journey)), matcher));
  const count = (change: WhatIfResult['change']) => results.filter(result => result.change === change).length;
  const summary = { mended: count('mended'), broken: count('broken'), unchanged: count('unchanged') };
  const unsettled = results.filter(({ before }) => outcomeRank(before) < 2).length;
  const { mended, broken, unchanged } = summary;
  const sentence = `Fixes ${mended} of ${unsettled}, leaves ${unchanged} unchanged, breaks ${broken}.`;
  return { results, summary, unsettled, sentence };
}

/** The same for one journey whose verdict is known. */
export function whatIfOne(journey: Journey, before: StatedVerdict, fixes: readonly Fix[]): WhatIfResult {
  return compare(journey, before, compileFixes(fixes));
}

function compare(journey: Journey, before: StatedVerdict, matcher: FixMatcher): WhatIfResult {
  const made = hypothesis(journey, matcher);
  const { id } = journey;
  if (made.journey === journey) {
    return { journey: id, before, after: before, change: 'unchanged', assumes: made.assumes };
  }
  const { verdict, assumes } = foresee(journey, before, made, matcher);
  const after = stated(made.journey, verdict);
  return { journey: id, before, after, change: changeOf(before, after), assumes };
}

export function stated(journey: Journey, verdict: Verdict): StatedVerdict {
  return { ...verdict, headline: headline(journey, verdict, factsOf(journey)) };
}

function changeOf(before: Verdict, after: Verdict): WhatIfResult['change'] {
  if (outcomeRank(after) < outcomeRank(before)) return 'broken';
  return after.outcome === 'allowed' && outcomeRank(before) < outcomeRank(after) ? 'mended' : 'unchanged';
}

/** Allowed is better than undecided, undecided better than blocked, in whatever case. */
export function outcomeRank({ outcome, cases }: Verdict): number {
  if (outcome === 'blocked') return 0;
  if (outcome !== 'depends') return 2;
  return cases.some(one => one.outcome === 'allowed') ? 1 : 0;
}
