import type { AuditLine } from '../../../shared/audit/audit-report.ts';
import { runAudit } from '../../audit/run-audit.ts';
import type { AuditFlags } from '../audit-flags.ts';
import { auditText, summaryText } from '../audit-text.ts';
import { type OptionProblem, OptionsError } from '../option-problem.ts';
import { printed, printJson, printLines } from '../print.ts';
import { readNetwork } from '../read-network.ts';
import { readPolicyFile } from '../read-policy.ts';

const DRIFT = 1;

/** `corscope audit POLICY`: holds a deployment against a policy file. Returns the exit code. @throws OptionsError */
export async function audit(file: string, { json = false, ...flags }: AuditFlags): Promise<number> {
  const problems: OptionProblem[] = [];
  const options = readNetwork(flags, problems);
  if (problems.length > 0) throw new OptionsError(problems);
  const policies = readPolicyFile(file);
  const all: AuditLine[] = [];
  await runAudit(policies, options, lines => {
    all.push(...lines);
    if (json) for (const line of lines) printJson(line);
    else printLines(auditText(lines), false);
  });
  const summary = summaryOf(all, policies.length);
  if (json) printJson({ event: 'summary', file, ...summary });
  else printLines([summaryText(summary)], false);
  await printed();
  return summary.drift > 0 ? DRIFT : 0;
}

function summaryOf(lines: readonly AuditLine[], apis: number) {
  const count = (wanted: AuditLine['result']) => lines.filter(({ result }) => result === wanted).length;
  return { apis, checks: lines.length, pass: count('pass'), drift: count('drift'), notSeen: count('not-seen') };
}
