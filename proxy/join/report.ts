import type { Event } from '../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import type { EventLog } from '../record/event-log.ts';
import { maxMessage } from './messages.ts';

/** A stretch of a tap's log as it is reported. */
export interface Report {
  /** NDJSON in UTF-8, empty where there is nothing to tell. */
  readonly bytes: Buffer;
  /** The sequence number to go on after. */
  readonly last: number;
  /** Exchanges that are too large to be reported. */
  readonly left: number;
}

/** Writes reports of a tap's log: exchanges, each with its bodies once it has ended. */
export class Reporter {
  private readonly log: EventLog;
  /** How far the exchanges under way had come when they were last told, by id. */
  private readonly underWay = new Map<string, string>();

  constructor(log: EventLog) {
    this.log = log;
  }

  /** The next report is for someone who may know nothing yet. */
  restart(): void {
    this.underWay.clear();
  }

  /** What came or changed after `after`, about `maxBytes` of it. */
  read(after: number, maxBytes: number, bodyBytes: number): Report {
    const largest = maxMessage(bodyBytes) - maxBytes;
    const parts: Buffer[] = [];
    let size = 0;
    let last = after;
    let left = 0;
    for (const event of this.log.events(after)) {
      // who has missed much is told all again: what was there before has arrived before
      if (event.seq <= after) continue;
      last = event.seq;
      if (event.type !== 'exchange' || !this.isNews(event.exchange)) continue;
      const lines = linesOf(event.exchange, event.seq, this.log, bodyBytes);
      if (lines.length > largest) {
        left += 1;
        continue;
      }
      parts.push(lines);
      size += lines.length;
      if (size >= maxBytes) break;
    }
    return { bytes: Buffer.concat(parts), last, left };
  }

  /** Of a long body that goes on and on, its end is news, not each of its bytes: every state takes room at the other end. */
  private isNews({ id, outcome, timings }: ExchangeRecord): boolean {
    if (outcome.kind !== 'open') {
      this.underWay.delete(id);
      return true;
    }
    const stage = JSON.stringify(timings);
    if (this.underWay.get(id) === stage) return false;
    this.underWay.set(id, stage);
    return true;
  }
}

function linesOf(exchange: ExchangeRecord, seq: number, log: EventLog, bodyBytes: number): Buffer {
  const events: Event[] = [{ type: 'exchange', exchange }];
  for (const side of exchange.outcome.kind === 'open' ? [] : (['request', 'response'] as const)) {
    const bytes = log.body(exchange.id, side)?.subarray(0, bodyBytes);
    if (bytes === undefined || bytes.length === 0) continue;
    events.push({ type: 'body', exchange: exchange.id, side, base64: bytes.toString('base64') });
  }
  return Buffer.from(events.map(event => `${JSON.stringify({ seq, ...event })}\n`).join(''));
}
