import type { VerdictCase } from '../../shared/cors/verdict.ts';
import type { JourneyReport, WitnessReport } from '../../shared/findings/report.ts';
import type { LabCase, LabOutcome } from './lab-case.ts';

/** How a case went: one line of `corscope lab --headless --json`. */
export interface LabRow {
  readonly case: string;
  readonly scenario: string;
  /** Everything was as declared, and the suggested fix mended it. */
  readonly ok: boolean;
  readonly declared: LabOutcome;
  /** corscope's verdict; null where it saw no such journey. */
  readonly seen: LabSeen | null;
  /** The browser's own account; null where it gave none. */
  readonly witness: LabWitness | null;
  /** Ids of the findings, and of the checklist rows that they answer. */
  readonly findings: readonly string[];
  readonly checks: readonly string[];
  readonly mended: LabMend;
}

export interface LabSeen extends Pick<VerdictCase, 'phase' | 'code'> {
  readonly outcome: JourneyReport['verdict']['outcome'];
}

export type LabWitness = Pick<WitnessReport, 'outcome' | 'code'>;

export interface LabMend {
  /** Title of the suggested fix that was switched on; null where none fits. */
  readonly fix: string | null;
  /** What the page then got; null where nothing was tried. */
  readonly outcome: 'allowed' | 'blocked' | null;
}

export interface LabObservation {
  readonly journey: JourneyReport | null;
  readonly mended: LabMend;
}

/** Compares what happened with what the case declares. */
export function labRow(labCase: LabCase, { journey, mended }: LabObservation): LabRow {
  const { declared } = labCase;
  const seen = journey && seenIn(journey);
  const witness = journey && witnessOf(journey);
  const findings = journey?.findings ?? [];
  return {
    case: labCase.id,
    scenario: labCase.scenario,
    ok:
      seen !== null &&
      seen.outcome === declared.outcome &&
      seen.phase === declared.phase &&
      seen.code === declared.code &&
      witness?.outcome === declared.outcome &&
      witness.code === declared.code &&
      findings.length > 0 &&
      mended.outcome === 'allowed',
    declared,
    seen,
    witness,
    findings: findings.map(finding => finding.id),
    checks: [...new Set(findings.flatMap(finding => finding.checks))],
    mended,
  };
}

function seenIn({ verdict }: JourneyReport): LabSeen {
  return { outcome: verdict.outcome, phase: verdict.phase, code: verdict.code };
}

function witnessOf({ witness }: JourneyReport): LabWitness | null {
  return witness && { outcome: witness.outcome, code: witness.code };
}
