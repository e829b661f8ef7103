import type { CorsErrorCode } from '../../shared/cors/cors-error.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Exchange, HeadName, LineRef } from '../../shared/trace/exchange.ts';

/** The lines that the verdict turns on: those a failed or open step read, and the evidence of what blocks. */
export function guiltyLines(report: JourneyReport): LineRef[] {
  const steps = report.verdict.steps.filter(step => step.result === 'fail' || step.result === 'depends');
  const findings = report.findings.filter(finding => finding.severity === 'blocks');
  return [...steps.flatMap(step => step.lines), ...findings.flatMap(finding => finding.evidence)];
}

/** The header that a browser names when it blocks with that word: absent, it is shown as the thing that is wrong. */
export function headerOf(code: CorsErrorCode | null): string | null {
  if (code === null) return null;
  if (code.includes('AllowOrigin') || code.includes('Wildcard')) return 'access-control-allow-origin';
  if (code.includes('AllowCredentials')) return 'access-control-allow-credentials';
  if (code.includes('Method')) return 'access-control-allow-methods';
  return code.includes('Header') ? 'access-control-allow-headers' : null;
}

/** An answer's line is at fault; a request's was read to find the fault. */
export type LineMark = 'guilty' | 'read' | null;

/** A head that passed unchanged is one object under two names, and evidence may name either. */
export function lineMark(refs: readonly LineRef[], exchange: Exchange, head: HeadName, index: number): LineMark {
  const pointed = refs.some(
    ref => ref.exchange === exchange.id && ref.index === index && exchange[ref.head] === exchange[head],
  );
  if (!pointed) return null;
  return head === 'received' || head === 'forwarded' ? 'read' : 'guilty';
}
