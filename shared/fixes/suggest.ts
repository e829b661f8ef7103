import { type Facts, factsOf } from '../cors/facts.ts';
import { judge } from '../cors/judge.ts';
import { blame } from '../findings/blame.ts';
import { failuresOf } from '../findings/failure.ts';
import { reportOf } from '../findings/report-of.ts';
import { clip, clipValues } from '../http/clip.ts';
import { firstValue } from '../http/header-line.ts';
import { exchangeUrl } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import { type Assumption, weightOf } from './assumption.ts';
import { suggestCookies } from './cookie-suggestions.ts';
import { type Danger, dangersOf, isUnsafe } from './dangers.ts';
import type { FixDraft, Operation } from './fix.ts';
import type { Part, Way } from './suggestion.ts';
import { SUGGESTERS } from './suggestions/index.ts';
import { outcomeRank, type StatedVerdict, stated, type WhatIfResult, whatIfOne } from './what-if.ts';

export interface Suggestion {
  readonly fix: FixDraft;
  /** What the journey's verdict would be with the fix on: `allowed`. */
  readonly predicted: StatedVerdict;
  /** The layer where the mend belongs for good. */
  readonly layer: string;
  readonly why: string;
  /** What `predicted` takes for granted; empty where all of it is recorded. */
  readonly assumes: readonly Assumption[];
  /** What it opens; never anything unsafe. */
  readonly dangers: readonly Danger[];
}

/**
 * The fixes that would mend a journey, those that take the least for granted first, of these the smallest, of these the
 * safest. Each is proven: the journey was judged again with the fix on and came out `allowed`, and with any part of it left
 * away it would not, or less surely. Scoped to this page's origin, this URL whatever its query, and this method.
 */
export function suggestFixes(journey: Journey): readonly Suggestion[] {
  const verdict = judge(journey);
  const facts = factsOf(journey);
  const before = stated(journey, verdict);
  const ways = failuresOf({ journey, verdict }).flatMap(failure =>
    SUGGESTERS.filter(({ codes }) => codes.includes(failure.code)).flatMap(({ propose }) =>
      propose({ failure, facts, journey }),
    ),
  );
  const mends = ways.map(way => prove({ journey, before, facts }, way)).filter(one => one !== null);
  const cookies = suggestCookies({ journey, verdict, facts });
  return whereToBlame(journey, [...mends, ...cookies].filter(isFirstOfItsKind)).sort(byMerit);
}

/** The first finding has looked further than at who made the answer: the mend belongs where that says. */
function whereToBlame(journey: Journey, suggestions: readonly Suggestion[]): Suggestion[] {
  const layer = suggestions.length === 0 ? undefined : reportOf(journey).findings[0]?.layer;
  return suggestions.map(suggestion => (layer === undefined ? suggestion : { ...suggestion, layer }));
}

interface Subject {
  readonly journey: Journey;
  readonly before: StatedVerdict;
  readonly facts: Facts;
}

/** A fix on trial. */
interface Trial {
  readonly fix: FixDraft;
  readonly parts: readonly Part[];
  readonly result: WhatIfResult;
}

/**
 * As small as it can be. A preflight's mend covers the request after it as well where only then it is sure to pass: what the
 * server says to that has not been heard.
 */
function prove(subject: Subject, way: Way): Suggestion | null {
  const scopes: readonly Phase[] = way.phase === 'preflight' ? ['preflight', 'any'] : ['actual'];
  const trials = scopes.map(phase => smallest(subject, way, phase)).filter(one => one !== null);
  const best = trials.sort((a, b) => weightOf(a.result.assumes) - weightOf(b.result.assumes))[0];
  if (best === undefined) return null;
  const { fix, parts, result } = best;
  const whys = [way.core?.why ?? '', ...parts.map(({ why }) => why), ...result.assumes.map(({ sentence }) => sentence)];
  return {
    fix,
    predicted: result.after,
    layer: blame({ journey: subject.journey, exchange: way.exchange }, null),
    why: clipValues(whys.filter(why => why !== '').join(' ')),
    assumes: result.assumes,
    dangers: dangersOf(fix),
  };
}

type Phase = 'preflight' | 'actual' | 'any';

function smallest(subject: Subject, way: Way, phase: Phase): Trial | null {
  let best = attempt(subject, way, way.parts, phase);
  if (best === null) return null;
  for (const part of way.parts.toReversed()) {
    const rest = best.parts.filter(other => other !== part);
    const smaller = attempt(subject, way, rest, phase);
    if (smaller !== null && weightOf(smaller.result.assumes) <= weightOf(best.result.assumes)) best = smaller;
  }
  return best;
}

/** Null where it does not mend, or not safely. */
function attempt({ journey, before }: Subject, way: Way, parts: readonly Part[], phase: Phase): Trial | null {
  const operations = [...(way.core?.operations ?? []), ...parts.flatMap(part => part.operations)];
  if (operations.length === 0) return null;
  const fix = draftOf(way, clip(titleOf(way, parts, phase)), operations, phase);
  if (isUnsafe(fix)) return null;
  const result = whatIfOne(journey, before, [{ ...fix, id: 'suggested' }]);
  const isMended = result.after.outcome === 'allowed' && outcomeRank(before) < outcomeRank(result.after);
  return isMended ? { fix, parts, result } : null;
}

function draftOf({ exchange }: Way, title: string, operations: readonly Operation[], phase: Phase): FixDraft {
  const { lines, method } = exchange.received;
  const asked = firstValue(lines, 'Access-Control-Request-Method');
  const isVary = ({ op }: Operation) => op === 'add';
  return {
    title,
    enabled: true,
    tap: exchange.tap,
    when: {
      origin: firstValue(lines, 'Origin') ?? 'null',
      url: `${exchangeUrl(exchange).replace(/[?#].*$/s, '')}*`,
      methods: [method === 'OPTIONS' ? (asked ?? method) : method],
      phase,
    },
    do: [...operations.filter(operation => !isVary(operation)), ...operations.filter(isVary)],
  };
}

const MANY = 3;

function titleOf({ core, phase: at }: Way, parts: readonly Part[], phase: Phase): string {
  const both = at === 'preflight' && phase === 'any';
  const then = both ? ', then allow the request' : '';
  if (core !== null) return `${core.title}${then}`;
  if (at === 'preflight' && parts.length >= MANY) return `Complete the preflight response${then}`;
  const [first, ...others] = parts;
  return `${first?.title ?? ''}${others.map(({ also }) => also).join('')}${both ? ' (preflight and request)' : ''}`;
}

function isFirstOfItsKind(one: Suggestion, index: number, all: readonly Suggestion[]): boolean {
  return all.findIndex(other => essence(other) === essence(one)) === index;
}

function essence({ fix }: Suggestion): string {
  return JSON.stringify([fix.when, fix.do]);
}

function byMerit(a: Suggestion, b: Suggestion): number {
  return weightOf(a.assumes) - weightOf(b.assumes) || a.fix.do.length - b.fix.do.length;
}
