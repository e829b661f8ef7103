import type { Journey } from '../trace/journey.ts';
import { includeEvidence } from './credentials-evidence.ts';
import { dependentVerdict } from './depends.ts';
import type { Ending, Fit, Possibility, Premise } from './ending.ts';
import type { JudgeHints } from './judge-hints.ts';
import { isCorsTrip, readTrip, type Trip } from './trip.ts';
import type { RedirectMode, Verdict } from './verdict.ts';
import { walk } from './walk.ts';

/**
 * What a browser does with the journey, and why. Chromium is the browser where it differs from the standard. Never throws,
 * whatever the header values are.
 */
export function judge(journey: Journey, hints: JudgeHints = {}): Verdict {
  const possible = possibilities(journey, hints);
  const first = possible[0]?.ending;
  if (first === undefined)
    return { outcome: 'pending', phase: null, code: null, leg: 0, dependsOn: [], cases: [], steps: [] };
  if (!possible.every(({ ending }) => endsAlike(ending, first))) return dependentVerdict(possible);
  const { outcome, phase, code, leg, steps } = first;
  return { outcome, phase, code, leg, dependsOn: [], cases: [], steps };
}

/**
 * Every premise that the page's word, the headers and the course of the messages leave standing: a premise under which the
 * browser would have stopped earlier, or gone on, is dropped where another explains the wire better.
 */
export function possibilities(journey: Journey, hints: JudgeHints): Possibility[] {
  const trip = readTrip(journey, hints);
  const all = premises(trip, hints).map(premise => ({ premise, ending: walk(trip, premise) }));
  if (all.length === 1) return all;
  const best = Math.min(...all.map(({ ending }) => FIT_RANK[ending.fit]));
  return all.filter(({ ending }) => FIT_RANK[ending.fit] === best);
}

const FIT_RANK: Readonly<Record<Fit, number>> = { explains: 0, unfinished: 1, contradicted: 2 };

function premises(trip: Trip, hints: JudgeHints): Premise[] {
  if (!isCorsTrip(trip)) return [{ include: false, redirect: 'follow' }];
  const evidence = includeEvidence(trip, hints);
  const includes = evidence === null ? [true, false] : [evidence];
  return redirectModes(trip, hints).flatMap(redirect => includes.map(include => ({ include, redirect })));
}

const ONLY_FOLLOW: readonly RedirectMode[] = ['follow'];
const ANY_REDIRECT: readonly RedirectMode[] = ['follow', 'manual', 'error'];

/** The mode only matters where the journey ends in a redirect; one that was followed had mode `follow`. */
function redirectModes(trip: Trip, hints: JudgeHints): readonly RedirectMode[] {
  if (hints.redirect !== undefined) return [hints.redirect];
  return trip.legs.length === 1 && trip.legs[0]?.redirect != null ? ANY_REDIRECT : ONLY_FOLLOW;
}

function endsAlike(a: Ending, b: Ending): boolean {
  return a.outcome === b.outcome && a.phase === b.phase && a.code === b.code;
}
