import { once } from 'node:events';
import { WebSocket } from 'ws';
import { decodeEvent } from '../../../shared/wire/decode.ts';
import type { SequencedEvent } from '../../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../../shared/wire/exchange-record.ts';
import type { Bench } from './bench.ts';
import { until } from './until.ts';

/** Someone who watches the stream. */
export interface Viewer {
  /** Every event so far, as it came. */
  readonly events: readonly SequencedEvent[];
  /** Number of the last one. */
  readonly last: number;
  /** Exchanges in their newest state. */
  readonly exchanges: ReadonlyMap<string, ExchangeRecord>;
  readonly subprotocol: string;
  /** Waits until an event fits. */
  see(fits: (event: SequencedEvent) => boolean, what: string): Promise<SequencedEvent>;
  say(text: string): void;
  leave(): Promise<void>;
}

export async function openViewer(bench: Bench, after = 0, more = ''): Promise<Viewer> {
  const socket = new WebSocket(`${bench.corscope.url.replace('http', 'ws')}api/live?after=${after}${more}`, [
    'corscope.v1',
    `token.${bench.corscope.token}`,
  ]);
  const events: SequencedEvent[] = [];
  const exchanges = new Map<string, ExchangeRecord>();
  socket.on('message', data => {
    for (const event of eventsIn(String(data))) {
      events.push(event);
      if (event.type === 'exchange') exchanges.set(event.exchange.id, event.exchange);
    }
  });
  await once(socket, 'open');
  return {
    events,
    exchanges,
    get last() {
      return events.at(-1)?.seq ?? 0;
    },
    subprotocol: socket.protocol,
    see: (fits, what) => until(() => events.find(fits) ?? null, what),
    say: text => socket.send(text),
    async leave() {
      const left = once(socket, 'close');
      socket.close();
      await left;
    },
  };
}

export function eventsIn(text: string): SequencedEvent[] {
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      const decoded = decodeEvent(line);
      if (decoded.kind !== 'event') throw new Error(`no event: ${line}`);
      return decoded.event;
    });
}
