import type { AuditLine } from '../../shared/audit/audit-report.ts';
import { printable } from './printable.ts';

const GLYPHS: Readonly<Record<AuditLine['result'], string>> = { pass: '✓', drift: '✗', 'not-seen': '?' };

/** What came of one API, for people: what has drifted says what was seen, and in which lines. */
export function auditText(lines: readonly AuditLine[]): string[] {
  const [first] = lines;
  if (first === undefined) return [];
  return [printable(first.api), ...lines.flatMap(checkText), ''];
}

function checkText({ check, result, expected, seen, evidence }: AuditLine): string[] {
  const head = `  ${GLYPHS[result]} ${check}  ${printable(expected)}`;
  if (result === 'pass') return [head];
  const lines = new Set(evidence.map(({ rung, line }) => `      ${rung}: ${printable(line)}`));
  return [head, `      ${printable(seen)}`, ...lines];
}

export function summaryText({
  checks,
  pass,
  drift,
  notSeen,
}: Readonly<Record<'checks' | 'pass' | 'drift' | 'notSeen', number>>) {
  const open = notSeen === 0 ? '' : `, ${notSeen} could not be seen`;
  return `${checks} sentences of the policy: ${pass} hold, ${drift} have drifted${open}.`;
}
