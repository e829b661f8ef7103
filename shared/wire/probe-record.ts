import { parseRequestHead, writeLines, writeRequestHead, writeResponseHead } from '../http/head.ts';
import type { ProbeAsk } from '../probe/ask.ts';
import { type Probe, type ProbeRun, probeOf } from '../probe/probe.ts';
import type { ProbeRequest } from '../probe/probe-request.ts';
import type { Exchange } from '../trace/exchange.ts';
import { type ExchangeRecord, readExchange } from './exchange-record.ts';

/**
 * A probe as it travels and is saved: what was to be asked, and what came. What that tells is concluded by whoever reads
 * it.
 */
export interface ProbeRecord {
  /** `p1`, `p2` … in the order in which they ended. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ask: ProbeAsk;
  readonly asked: readonly AskedRecord[];
}

/** A request of the plan with its head as text, and its exchange: null where it was not sent. */
export interface AskedRecord extends Omit<ProbeRequest, 'head'> {
  readonly head: string;
  readonly exchange: ExchangeRecord | null;
}

export function writeProbe(id: string, startedAt: number, { ask, plan, exchanges }: ProbeRun): ProbeRecord {
  const asked = plan.map(({ head, ...request }): AskedRecord => {
    const exchange = exchanges.get(request.number);
    return { ...request, head: writeRequestHead(head), exchange: exchange === undefined ? null : recordOf(exchange) };
  });
  return { id, startedAt, ask, asked };
}

export function readProbe({ id, startedAt, ask, asked }: ProbeRecord): Probe {
  const plan = asked.map(({ exchange: _exchange, head, ...request }) => ({ ...request, head: parseRequestHead(head) }));
  const exchanges = new Map<number, Exchange>();
  for (const { number, exchange } of asked) if (exchange !== null) exchanges.set(number, readExchange(exchange));
  return probeOf(id, startedAt, { ask, plan, exchanges });
}

/** What a probe sends goes out as it was made, and what came back went no further. */
function recordOf(exchange: Exchange): ExchangeRecord {
  const { forwarded: _forwarded, delivered: _delivered, followed: _followed, ...rest } = exchange;
  const { received, returned, interim, requestTrailers, responseTrailers } = exchange;
  return {
    ...rest,
    received: writeRequestHead(received),
    returned: returned === null ? null : writeResponseHead(returned),
    interim: interim.map(writeResponseHead),
    requestTrailers: writeLines(requestTrailers),
    responseTrailers: writeLines(responseTrailers),
  };
}
