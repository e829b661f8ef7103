import { categoryOf } from '../cors/category.ts';
import { factsOf } from '../cors/facts.ts';
import { judge } from '../cors/judge.ts';
import { settled } from '../cors/settled.ts';
import type { Verdict } from '../cors/verdict.ts';
import type { Journey } from '../trace/journey.ts';
import { disagreement } from './disagreement.ts';
import { type Occurrence, occurrencesOf } from './occurrence.ts';
import type { Finding, JourneyReport, WitnessReport } from './report.ts';
import { Sentences } from './sentences.ts';
import { StatedFinding } from './stated-finding.ts';
import { StatedReport } from './stated-report.ts';
import { StatedVerdict } from './stated-verdict.ts';

/** Everything concluded from a journey. Depends on nothing but its arguments, so it can be remembered by identity. */
export function reportOf(journey: Journey): JourneyReport {
  return report(journey, judge);
}

/** The same for a recording that has ended, in which nothing is under way any more. */
export function finalReportOf(journey: Journey): JourneyReport {
  return report(journey, judgeSettled);
}

function judgeSettled(journey: Journey): Verdict {
  return settled(journey, judge(journey));
}

function report(journey: Journey, judgeOne: (journey: Journey) => Verdict): JourneyReport {
  const facts = factsOf(journey);
  const verdict = judgeOne(journey);
  const sentences = new Sentences(journey, facts, judgeOne);
  const found = occurrencesOf({ journey, verdict, facts });
  const findings = found.map((one, index) => new StatedFinding(named(one, verdict), sentences, index));
  return new StatedReport(journey, {
    facts,
    category: categoryOf(journey, verdict),
    verdict: new StatedVerdict(verdict, sentences),
    witness: witnessReport(journey, verdict),
    findings: findings.length === 0 ? NO_FINDINGS : findings,
  });
}

/** One for all of them: most journeys have none. */
const NO_FINDINGS: readonly Finding[] = [];

function witnessReport(journey: Journey, verdict: Verdict): WitnessReport | null {
  const account = journey.witness;
  if (account === null) return null;
  const outcome = account.outcome === 'allowed' ? 'allowed' : 'blocked';
  return { outcome, code: account.corsError, disagreement: disagreement(journey, verdict), account };
}

function named({ rule, hit }: Occurrence, verdict: Verdict): Omit<Finding, 'seen' | 'why' | 'change'> {
  const { id, scenario } = rule;
  const severity = rule.severity === 'blocks' && mayPass(verdict) ? 'risks' : rule.severity;
  const checks = hit.checks === undefined ? rule.checks : [...new Set([...rule.checks, ...hit.checks])];
  return { id, severity, scenario, checks, layer: hit.layer, evidence: hit.evidence };
}

function mayPass({ outcome, cases }: Verdict): boolean {
  return outcome === 'depends' && cases.some(one => one.outcome === 'allowed');
}
