import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Corscope } from '../../../proxy/corscope.ts';
import { decodeEvent } from '../../../shared/wire/decode.ts';
import type { ExchangeRecord } from '../../../shared/wire/exchange-record.ts';

/** What corscope's own stream tells of the exchanges. */
export interface Watch {
  /** From here on only exchanges that begin later count. */
  mark(): void;
  /** The first exchange since the mark for which `fits` holds, waited for; by default the first that has ended. */
  exchange(fits?: (record: ExchangeRecord) => boolean): Promise<ExchangeRecord>;
  /** All since the mark, as they stand. */
  readonly exchanges: readonly ExchangeRecord[];
  close(): void;
}

export async function watchExchanges(corscope: Corscope): Promise<Watch> {
  const records = new Map<string, ExchangeRecord>();
  const waiting = new Set<() => void>();
  let marked = 0;
  const socket = new WebSocket(`${corscope.url.replace('http', 'ws')}api/live?after=0`, {
    headers: { Authorization: `Bearer ${corscope.token}` },
  });
  socket.on('message', data => {
    for (const line of String(data).split('\n')) {
      const decoded = line === '' ? null : decodeEvent(line);
      if (decoded?.kind !== 'event' || decoded.event.type !== 'exchange') continue;
      const { exchange } = decoded.event;
      records.set(exchange.id, exchange);
    }
    for (const check of waiting) check();
  });
  await once(socket, 'open');
  const since = () => [...records.values()].filter(({ startedAt }) => startedAt > marked);
  return {
    mark() {
      // the stream lags behind, so what has arrived is no mark; its clock is this process's own
      marked = performance.timeOrigin + performance.now();
    },
    exchange(fits = record => record.outcome.kind !== 'open') {
      return new Promise(resolve => {
        const check = () => {
          const found = since().find(fits);
          if (found === undefined) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      });
    },
    get exchanges() {
      return since();
    },
    close: () => socket.close(),
  };
}
