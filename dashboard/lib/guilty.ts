import type { JourneyReport } from '../../shared/findings/report.ts';
import type { LineRef } from '../../shared/trace/exchange.ts';

/** The lines that the verdict turns on: those a failed or open step read, and the evidence of what blocks. */
export function guiltyLines(report: JourneyReport): LineRef[] {
  const steps = report.verdict.steps.filter(step => step.result === 'fail' || step.result === 'depends');
  const findings = report.findings.filter(finding => finding.severity === 'blocks');
  return [...steps.flatMap(step => step.lines), ...findings.flatMap(finding => finding.evidence)];
}
