import { randomBytes } from 'node:crypto';
import type { ProbeAsk } from '../../shared/probe/ask.ts';
import { ladderOf } from '../../shared/probe/ladder.ts';
import { planOf } from '../../shared/probe/plan.ts';
import { probeExchange } from '../../shared/probe/probe-exchange.ts';
import type { ProbeReport } from '../../shared/probe/probe-report.ts';
import type { ProbeRequest } from '../../shared/probe/probe-request.ts';
import { planReport, reportOf } from '../../shared/probe/report.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { DialSettings } from '../tap/dial.ts';
import { DEFAULT_MAX_REQUESTS, DEFAULT_NETWORK, type ProbeOptions } from './probe-options.ts';
import { ProbeError } from './probe-problem.ts';
import { isOwnAddress, routeTo } from './routes.ts';
import { sendRequest } from './send-request.ts';

/** Failures in a row after which a rung is asked nothing more. */
const PATIENCE = 2;

/**
 * Asks every rung everything, one request after the other, and concludes. @throws ProbeError where the plan has more
 * requests than it may have; nothing has been sent then
 */
export async function runProbe(ask: ProbeAsk, options: ProbeOptions = {}): Promise<ProbeReport> {
  const plan = planFor(ask, options);
  if (options.dryRun) return planReport({ ask }, plan);
  return reportOf(ladderOf(ask, plan, await askAll(ask, plan, options)), plan);
}

/** Every request that would be sent. @throws ProbeError where they are more than there may be */
export function planFor(ask: ProbeAsk, { maxRequests: limit = DEFAULT_MAX_REQUESTS }: ProbeOptions): ProbeRequest[] {
  const plan = planOf(ask, randomBytes(4).toString('hex'));
  if (plan.length > limit) throw new ProbeError({ reason: 'too-many-requests', planned: plan.length, limit });
  return plan;
}

/** Sends a plan's requests, one after the other; what the network does is evidence. */
export async function askAll(
  ask: ProbeAsk,
  plan: readonly ProbeRequest[],
  { network, onRequest, signal }: ProbeOptions,
): Promise<Map<number, Exchange>> {
  const { timeoutMs, ...rest } = { ...DEFAULT_NETWORK, ...network };
  const settings: DialSettings = { ...rest, connectTimeoutMs: timeoutMs };
  const routes = new Map(ask.rungs.map(rung => [rung.name, routeTo(rung, ask, settings)]));
  const own = new Set(ask.rungs.filter(rung => isOwnAddress(rung, ask)).map(({ name }) => name));
  const failures = new Map<string, number>();
  const exchanges = new Map<number, Exchange>();
  for (const request of plan) {
    const route = routes.get(request.rung);
    const failed = failures.get(request.rung) ?? 0;
    if (route === undefined || failed >= PATIENCE || signal?.aborted) continue;
    onRequest?.(request, plan.length, null);
    const sent = await sendRequest(request, route, timeoutMs);
    const exchange = probeExchange(request, ask, own.has(request.rung) ? sent : { ...sent, upstream: null });
    exchanges.set(request.number, exchange);
    failures.set(request.rung, sent.returned === null ? failed + 1 : 0);
    onRequest?.(request, plan.length, exchange);
  }
  return exchanges;
}
