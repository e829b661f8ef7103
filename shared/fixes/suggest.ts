import { type Facts, factsOf } from '../cors/facts.ts';
import { judge } from '../cors/judge.ts';
import type { Verdict } from '../cors/verdict.ts';
import { blame } from '../findings/blame.ts';
import { type Failure, failuresOf } from '../findings/failure.ts';
import { firstValue } from '../http/header-line.ts';
import type { Journey } from '../trace/journey.ts';
import type { FixDraft, Operation } from './fix.ts';
import type { Mend } from './suggestion.ts';
import { SUGGESTERS } from './suggestions/index.ts';
import { outcomeRank, type StatedVerdict, whatIf } from './what-if.ts';

export interface Suggestion {
  readonly fix: FixDraft;
  /** What the journey's verdict would be with the fix on. */
  readonly predicted: StatedVerdict;
  /** The layer where the mend belongs for good. */
  readonly layer: string;
  readonly why: string;
}

/**
 * The fixes that would mend a blocked or undecided journey, those that mend it wholly before those that do so under a
 * condition, smallest and safest first. Each is proven: the journey was judged again with the fix on, and came out
 * better. Scoped to this page's origin, this URL whatever its query, and this method.
 */
export function suggestFixes(journey: Journey): readonly Suggestion[] {
  const verdict = judge(journey);
  const facts = factsOf(journey);
  const proven: Suggestion[] = [];
  for (const failure of failuresOf({ journey, verdict })) {
    for (const mend of mendsFor(failure, facts)) {
      const suggestion = prove(journey, verdict, failure, mend);
      if (suggestion !== null && !proven.some(known => sameFix(known, suggestion))) proven.push(suggestion);
    }
  }
  return proven.filter(suggestion => !proven.some(other => makesNeedless(other, suggestion))).sort(byMerit);
}

/** A preflight that is redirected to what is no URL is refused without a CORS word, and mended like any other redirect. */
function mendsFor(failure: Failure, facts: Facts): Mend[] {
  const code = failure.code ?? (failure.phase === 'preflight' ? 'PreflightDisallowedRedirect' : null);
  if (code === null) return [];
  return SUGGESTERS.filter(({ codes }) => codes.includes(code)).flatMap(({ propose }) => propose(failure, facts));
}

function prove(journey: Journey, before: Verdict, failure: Failure, mend: Mend): Suggestion | null {
  const fix = draftOf(failure, mend);
  const [result] = whatIf([journey], [{ ...fix, id: 'suggested' }]).results;
  if (result === undefined || outcomeRank(result.after) <= outcomeRank(before)) return null;
  const why = failure.phase === 'preflight' ? `${mend.why} ${PREFLIGHT_ONLY}` : mend.why;
  return { fix, predicted: result.after, layer: blame(failure, null), why };
}

const PREFLIGHT_ONLY =
  'The request itself was never sent, so this is proven for the preflight alone: its answer may need a mend of its own.';

function draftOf({ exchange, origin, url, phase }: Failure, { title, operations }: Mend): FixDraft {
  const preflight = phase === 'preflight';
  const asked = preflight ? firstValue(exchange.received.lines, 'Access-Control-Request-Method') : null;
  return {
    title,
    enabled: true,
    tap: exchange.tap,
    when: {
      origin,
      url: `${url.replace(/[?#].*$/s, '')}*`,
      methods: [asked ?? exchange.received.method],
      phase: preflight ? 'preflight' : 'actual',
    },
    do: [...operations],
  };
}

function sameFix(a: Suggestion, b: Suggestion): boolean {
  return a.fix.title === b.fix.title && a.fix.when.url === b.fix.when.url && a.fix.when.phase === b.fix.when.phase;
}

/** Part of the operations is as good as all of them. Answering at corscope is another way altogether, and always stays. */
function makesNeedless(smaller: Suggestion, larger: Suggestion): boolean {
  if (larger.fix.do.some(({ op }) => op === 'answer') || smaller.fix.do.length >= larger.fix.do.length) return false;
  if (outcomeRank(smaller.predicted) < outcomeRank(larger.predicted)) return false;
  return smaller.fix.do.every(operation => larger.fix.do.some(other => sameOperation(operation, other)));
}

function sameOperation(a: Operation, b: Operation): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function byMerit(a: Suggestion, b: Suggestion): number {
  return outcomeRank(b.predicted) - outcomeRank(a.predicted) || a.fix.do.length - b.fix.do.length;
}
