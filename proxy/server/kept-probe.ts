import type { ProbeAsk } from '../../shared/probe/ask.ts';
import { ladderOf } from '../../shared/probe/ladder.ts';
import type { ProbeReport } from '../../shared/probe/probe-report.ts';
import type { ProbeRequest } from '../../shared/probe/probe-request.ts';
import { reportOf } from '../../shared/probe/report.ts';
import { writeProbe } from '../../shared/wire/probe-record.ts';
import type { ProbeOptions } from '../probe/probe-options.ts';
import type { EventLog } from '../record/event-log.ts';

/** A report and the name under which the session keeps what it was concluded from; null where nothing was sent. */
export interface KeptReport extends ProbeReport {
  readonly probe: string | null;
}

/** Sends the plan, and keeps the answers in the session: they are evidence as exchanges are. */
export async function keptProbe(
  ask: ProbeAsk,
  plan: readonly ProbeRequest[],
  log: EventLog,
  options: ProbeOptions,
): Promise<KeptReport> {
  const { askAll } = await import('../probe/run-probe.ts');
  const startedAt = Date.now();
  const exchanges = await askAll(ask, plan, options);
  const report = reportOf(ladderOf(ask, plan, exchanges), plan);
  if (exchanges.size === 0) return { ...report, probe: null };
  const id = log.probes.newId();
  log.probes.add(writeProbe(id, startedAt, { ask, plan, exchanges }));
  return { ...report, probe: id };
}
