import type { Reported, SequencedEvent } from '../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';

export interface SavedExchange {
  readonly record: ExchangeRecord;
  readonly bodies: { request: Buffer; response: Buffer };
  /** Of one that a joined tap reported: where it stands in that tap's log. */
  readonly reported?: Reported;
}

/** Puts exchanges and their bodies together again: bodies follow their exchange's line. */
export interface BodyPairs {
  take(event: SequencedEvent): void;
  /** Nothing more comes. */
  end(): void;
}

export function pairBodies(exchange: (saved: SavedExchange) => void): BodyPairs {
  let pending: SavedExchange | null = null;
  const end = () => {
    if (pending !== null) exchange(pending);
    pending = null;
  };
  const take = (event: SequencedEvent) => {
    if (event.type === 'body') {
      if (pending?.record.id === event.exchange) pending.bodies[event.side] = Buffer.from(event.base64, 'base64');
      return;
    }
    end();
    if (event.type !== 'exchange') return;
    const { exchange: record, reported } = event;
    const bodies = { request: Buffer.alloc(0), response: Buffer.alloc(0) };
    pending = { record, bodies, ...(reported === undefined ? {} : { reported }) };
  };
  return { take, end };
}
