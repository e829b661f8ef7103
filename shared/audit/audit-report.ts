import { maskLine } from '../http/mask.ts';
import type { HeadName } from '../trace/exchange.ts';
import type { Audited, AuditResult, AuditSentence } from './audit-check.ts';
import { AUDIT_CHECKS } from './checks/index.ts';

/** A header line that something was concluded from, secrets masked. */
export interface AuditEvidence {
  /** `GET https://api.example.com/orders`. */
  readonly request: string;
  /** Name of the address that was asked. */
  readonly rung: string;
  readonly head: HeadName;
  /** Of the line in that head. */
  readonly index: number;
  readonly line: string;
}

/** What `corscope audit --json` prints for each sentence of the policy. */
export interface AuditLine {
  readonly event: 'check';
  /** Its URL in the policy file. */
  readonly api: string;
  readonly check: string;
  /** Row ids of the checklist. */
  readonly rows: readonly string[];
  readonly result: AuditResult;
  readonly expected: string;
  readonly seen: string;
  readonly evidence: readonly AuditEvidence[];
}

export function auditLines(audited: Audited): AuditLine[] {
  return AUDIT_CHECKS.flatMap(check =>
    check.find(audited).map(({ result, expected, seen, evidence }) => ({
      event: 'check' as const,
      api: audited.policy.ask.url,
      check: check.id,
      rows: check.rows,
      result,
      expected,
      seen,
      evidence: evidenceOf(audited, evidence),
    })),
  );
}

function evidenceOf({ ladder }: Audited, refs: AuditSentence['evidence']): AuditEvidence[] {
  const asked = ladder.rungs.flatMap(rung => rung.asked);
  return refs.flatMap(({ exchange: id, head, index }) => {
    const found = asked.find(({ exchange }) => exchange?.id === id);
    const line = found?.exchange?.[head]?.lines[index];
    if (found === undefined || line === undefined) return [];
    const { request } = found;
    const sent = `${request.head.method} ${request.url}`;
    return [{ request: sent, rung: request.rung, head, index, line: maskLine(line).join(': ') }];
  });
}
