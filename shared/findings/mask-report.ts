import { maskUrl, maskUrls } from '../http/mask-url.ts';
import { maskWitness } from '../trace/mask-witness.ts';
import type { Finding, JourneyReport, WitnessReport } from './report.ts';

/** The report for whoever shall see it elsewhere: no URL in it, nor in its sentences, tells a password or a token. */
export function maskReport(report: JourneyReport): JourneyReport {
  const { facts, verdict, witness, findings } = report;
  const steps = verdict.steps.map(step => ({ ...step, check: maskUrls(step.check) }));
  return {
    ...report,
    facts: { ...facts, url: maskUrl(facts.url) },
    verdict: { ...verdict, headline: maskUrls(verdict.headline), steps },
    witness: witness && maskAccount(witness),
    findings: findings.map(maskFinding),
  };
}

function maskAccount(witness: WitnessReport): WitnessReport {
  const { disagreement, account } = witness;
  return { ...witness, disagreement: disagreement && maskUrls(disagreement), account: maskWitness(account) };
}

function maskFinding(finding: Finding): Finding {
  const { seen, why, change } = finding;
  return { ...finding, seen: maskUrls(seen), why: maskUrls(why), change: maskUrls(change) };
}
