import type { Category } from '../../shared/cors/category.ts';
import type { VerdictCase } from '../../shared/cors/verdict.ts';
import type { JourneyReport, WitnessReport } from '../../shared/findings/report.ts';
import type { LabCase, LabOutcome } from './lab-case.ts';
import type { FailedRow } from './lab-host.ts';
import type { PageResult } from './page-result.ts';

/** How a case went: one line of `corscope lab --headless --json`. */
export interface LabRow {
  readonly case: string;
  readonly scenario: string;
  /** Everything was as declared, and the mend mended it. */
  readonly ok: boolean;
  readonly declared: LabOutcome;
  /** corscope's verdict; null where it saw no such journey. */
  readonly seen: LabSeen | null;
  /** The browser's own account; null where it gave none. */
  readonly witness: LabWitness | null;
  /** Ids of the judged journey's findings, the first one first. */
  readonly findings: readonly string[];
  /** Ids of the checklist rows that all the case's journeys together fail, and the same with the finding that says so. */
  readonly checks: readonly string[];
  readonly failed: readonly FailedRow[];
  readonly mended: LabMend;
  readonly category: Category | null;
  /** What the case declares to come first, and whom that blames. */
  readonly finding: string;
  readonly layer: string;
  readonly fails: readonly string[];
  /** What was not as declared, a sentence each. */
  readonly problems: readonly string[];
}

export interface LabSeen extends Pick<VerdictCase, 'phase' | 'code'> {
  readonly outcome: JourneyReport['verdict']['outcome'];
}

export type LabWitness = Pick<WitnessReport, 'outcome' | 'code'>;

export interface LabMend {
  /** Titles of the fixes that were switched on; null where none was. */
  readonly fix: string | null;
  /** What the page then got; null where nothing was tried. */
  readonly outcome: 'allowed' | 'blocked' | null;
  /** Whether the page then had what it wanted. */
  readonly works: boolean;
  /** Why no suggestion mends it, or nothing at all; empty where a suggestion does. */
  readonly why: string;
}

export interface LabObservation {
  readonly result: PageResult;
  readonly journey: JourneyReport | null;
  readonly failed: readonly FailedRow[];
  readonly mended: LabMend;
}

/** Compares what happened with what the case declares. */
export function labRow(labCase: LabCase, observed: LabObservation): LabRow {
  const { journey, failed, mended } = observed;
  const { id, scenario, declared, finding, layer, fails } = labCase;
  const problems = journey === null ? ['no journey was seen'] : problemsOf(labCase, journey, observed);
  return {
    case: id,
    scenario,
    ok: problems.length === 0,
    declared,
    seen: journey && seenIn(journey),
    witness: journey && witnessOf(journey),
    findings: journey?.findings.map(found => found.id) ?? [],
    checks: failed.map(row => row.id),
    failed,
    mended,
    category: journey?.category ?? null,
    finding,
    layer,
    fails,
    problems,
  };
}

function problemsOf(labCase: LabCase, journey: JourneyReport, { result, failed, mended }: LabObservation): string[] {
  const { declared, finding, layer, fails, mend } = labCase;
  const [first] = journey.findings;
  const missing = fails.filter(row => !failed.some(({ id }) => id === row));
  const problems = [
    [sameEnd(seenIn(journey), declared), `corscope says ${endText(seenIn(journey))}`],
    [isWitnessed(declared, witnessOf(journey)), `the browser says ${witnessText(witnessOf(journey))}`],
    [first?.id === finding, `the first finding is ${first?.id ?? 'missing'} and not ${finding}`],
    [first?.layer === layer, `${first?.layer ?? 'nobody'} is blamed and not ${layer}`],
    [missing.length === 0, `not failed: ${missing.join(', ')}`],
    [!result.works, 'nothing was broken'],
    [mend.by === 'nothing' || mended.works, mendProblem(mended)],
  ] as const;
  return problems.flatMap(([holds, text]) => (holds ? [] : [text]));
}

function mendProblem({ fix, outcome }: LabMend): string {
  if (fix === null) return 'no fix was suggested';
  return `${outcome === 'allowed' ? 'readable, and still not what the page wants' : 'still blocked'} with: ${fix}`;
}

function sameEnd(a: LabSeen, b: LabOutcome): boolean {
  return a.outcome === b.outcome && a.phase === b.phase && a.code === b.code;
}

/** What never got an answer is as blocked to a page as what was refused; Chromium then has no word, or one of its own. */
function isWitnessed({ outcome, code }: LabOutcome, witness: LabWitness | null): boolean {
  if (outcome === 'not-cors') return witness?.outcome === 'blocked';
  return witness?.outcome === outcome && witness.code === code;
}

export function endText({ outcome, phase, code }: LabOutcome | LabSeen): string {
  return [outcome, phase && `(${phase})`, code].filter(Boolean).join(' ');
}

export function witnessText(witness: LabWitness | null): string {
  return witness === null ? 'nothing' : [witness.outcome, witness.code].filter(Boolean).join(' ');
}

function seenIn({ verdict }: JourneyReport): LabSeen {
  return { outcome: verdict.outcome, phase: verdict.phase, code: verdict.code };
}

function witnessOf({ witness }: JourneyReport): LabWitness | null {
  return witness && { outcome: witness.outcome, code: witness.code };
}
