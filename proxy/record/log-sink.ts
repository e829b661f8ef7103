import type { Event, Reported } from '../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';

/** The captured bytes of an exchange. */
export interface Bodies {
  readonly request: Buffer;
  readonly response: Buffer;
}

/** What a session file must keep of the log. */
export interface LogSink {
  /** `reported`: of what a joined tap reported, where it stands in that tap's log. */
  exchange(record: ExchangeRecord, bodies: Bodies, reported?: Reported): void;
  event(event: Event): void;
  /** Everything given so far must be safe before this returns: the ring is about to forget some of it. */
  flush(): void;
}
