import type { ApiPolicy } from '../../shared/audit/api-policy.ts';
import { auditPlan } from '../../shared/audit/audit-plan.ts';
import { type AuditLine, auditLines } from '../../shared/audit/audit-report.ts';
import { ladderOf } from '../../shared/probe/ladder.ts';
import { DEFAULT_MAX_REQUESTS, type ProbeOptions } from '../probe/probe-options.ts';
import { ProbeError } from '../probe/probe-problem.ts';
import { askAll } from '../probe/run-probe.ts';

/**
 * Holds each API against its policy, one after the other; `tell` is given what came of each as soon as it is known.
 * @throws ProbeError where there would be more requests than there may be; nothing has been sent then
 */
export async function runAudit(
  policies: readonly ApiPolicy[],
  options: ProbeOptions,
  tell: (lines: readonly AuditLine[]) => void,
): Promise<void> {
  const plans = policies.map(policy => ({ policy, plan: auditPlan(policy) }));
  const planned = plans.reduce((sum, { plan }) => sum + plan.length, 0);
  const limit = options.maxRequests ?? DEFAULT_MAX_REQUESTS;
  if (planned > limit) throw new ProbeError({ reason: 'too-many-requests', planned, limit });
  for (const { policy, plan } of plans) {
    const exchanges = await askAll(policy.ask, plan, options);
    tell(auditLines({ policy, ladder: ladderOf(policy.ask, plan, exchanges) }));
  }
}
