import type { RedirectMode } from '../trace/asked.ts';
import type { Journey } from '../trace/journey.ts';
import type { CorsErrorCode } from './cors-error.ts';
import { includeEvidence } from './credentials-evidence.ts';
import { dependentVerdict } from './depends.ts';
import type { Ending, Fit, Possibility, Premise } from './ending.ts';
import { introduction } from './introduction.ts';
import { hintsOf, type JudgeHints } from './judge-hints.ts';
import { onlyWord, verdictOnWord } from './on-word.ts';
import { isCorsTrip, readTrip, type Trip } from './trip.ts';
import type { Verdict } from './verdict.ts';
import { walk } from './walk.ts';

/**
 * What a browser does with the journey, and why. Chromium is the browser where it differs from the standard. Never throws,
 * whatever the header values are. Without `hints`, what the exchanges themselves tell of the page's request is used.
 */
export function judge(journey: Journey, hints: JudgeHints = hintsOf(journey)): Verdict {
  const word = onlyWord(journey);
  if (word !== null) return verdictOnWord(word);
  const possible = possibilities(journey, hints);
  const first = possible[0]?.ending;
  if (first === undefined)
    return { outcome: 'pending', phase: null, code: null, leg: 0, dependsOn: [], cases: [], steps: [] };
  if (!possible.every(({ ending }) => endsAlike(ending, first))) return dependentVerdict(possible);
  const { outcome, phase, code, leg, steps } = first;
  return { outcome, phase, code, leg, dependsOn: NONE, cases: NONE, steps };
}

/**
 * Every premise that the page's word, the headers and the course of the messages leave standing: a premise under which the
 * browser would have stopped earlier, or gone on, is dropped where another explains the wire better.
 */
export function possibilities(journey: Journey, hints: JudgeHints): readonly Possibility[] {
  const trip = readTrip(journey, hints);
  const opening = introduction(trip);
  const all: Possibility[] = [];
  for (const premise of premises(trip, hints)) {
    const same = all.find(known => endsLike(known, premise));
    all.push({ premise, ending: same?.ending ?? walk(trip, premise, opening) });
  }
  if (all.length === 1) return all;
  const best = Math.min(...all.map(({ ending }) => FIT_RANK[ending.fit]));
  return all.filter(({ ending }) => FIT_RANK[ending.fit] === best);
}

/**
 * Known without another walk: a mode of redirects counts for nothing where the browser stopped before, and a browser that
 * asks for no credentials stops at nothing that it would not stop at with them, apart from what they alone are asked for.
 */
function endsLike({ premise, ending }: Possibility, other: Premise): boolean {
  const { include, redirect } = premise;
  if (redirect !== other.redirect && (ending.code === null || OF_REDIRECTS.has(ending.code))) return false;
  if (include === other.include) return true;
  return include && (ending.code === null || !OF_CREDENTIALS.has(ending.code));
}

const OF_REDIRECTS: ReadonlySet<CorsErrorCode> = new Set([
  'RedirectContainsCredentials',
  'CorsDisabledScheme',
] as const);
const OF_CREDENTIALS: ReadonlySet<CorsErrorCode> = new Set([
  'WildcardOriginNotAllowed',
  'InvalidAllowCredentials',
  'PreflightWildcardOriginNotAllowed',
  'PreflightInvalidAllowCredentials',
  'MethodDisallowedByPreflightResponse',
  'HeaderDisallowedByPreflightResponse',
] as const);

/** Shared by all verdicts that depend on nothing: a list of a hundred thousand keeps it once. */
const NONE: readonly never[] = [];

const FIT_RANK: Readonly<Record<Fit, number>> = { explains: 0, unfinished: 1, contradicted: 2 };

function premises(trip: Trip, hints: JudgeHints): readonly Premise[] {
  if (!isCorsTrip(trip)) return premisesOf(FOLLOWING, false);
  return premisesOf(redirectPremises(trip, hints), includeEvidence(trip, hints));
}

type Premises = Readonly<Record<'include' | 'exclude' | 'either', readonly Premise[]>>;

function premisesFor(modes: readonly RedirectMode[]): Premises {
  const under = (includes: readonly boolean[]) =>
    modes.flatMap(redirect => includes.map(include => ({ include, redirect })));
  return { include: under([true]), exclude: under([false]), either: under([true, false]) };
}

const FOLLOWING = premisesFor(['follow']);
const REDIRECTED: Readonly<Record<RedirectMode | 'any', Premises>> = {
  follow: FOLLOWING,
  manual: premisesFor(['manual']),
  error: premisesFor(['error']),
  any: premisesFor(['follow', 'manual', 'error']),
};

/** The mode only matters where the journey ends in a redirect; one that was followed had mode `follow`. */
function redirectPremises(trip: Trip, hints: JudgeHints): Premises {
  if (hints.redirect !== undefined) return REDIRECTED[hints.redirect];
  return trip.legs.length === 1 && trip.legs[0]?.redirect != null ? REDIRECTED.any : FOLLOWING;
}

function premisesOf(all: Premises, include: boolean | null): readonly Premise[] {
  if (include === null) return all.either;
  return include ? all.include : all.exclude;
}

function endsAlike(a: Ending, b: Ending): boolean {
  return a.outcome === b.outcome && a.phase === b.phase && a.code === b.code;
}
