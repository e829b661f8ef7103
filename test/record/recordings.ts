import { EventLog } from '../../proxy/record/event-log.ts';
import { capture, type Recording, type Via } from '../../proxy/record/recording.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';

const MB = 1024 * 1024;
const VIA: Via = { tap: 'proxy', kind: 'http', connection: 1, scheme: 'https', authority: 'api.corscope.test' };

/** The smallest log there is: two blocks. */
export function smallLog(): EventLog {
  return new EventLog(2 * MB);
}

/** An exchange under way: a GET of `path`. */
export function begin(log: EventLog, path: string): Recording {
  return log.begin(VIA, Buffer.from(`GET ${path} HTTP/1.1\r\nHost: api.corscope.test\r\n\r\n`));
}

/** An answered exchange whose response body is so long. */
export function answered(log: EventLog, path: string, bodyBytes = 0): Recording {
  const recording = begin(log, path);
  recording.forwarded = recording.received;
  recording.returned = Buffer.from('HTTP/1.1 200 OK\r\n\r\n');
  recording.delivered = recording.returned;
  const body = Buffer.alloc(bodyBytes, path);
  capture(recording.responseBody, body, 0, body.length, MB);
  recording.outcome = { kind: 'answered' };
  recording.endedAt = performance.now();
  log.finish(recording);
  return recording;
}

/** The events after `seq`, told in a word each: `e1 answered`, `forgotten e1,e2`, `cleared`. */
export function told(log: EventLog, seq = 0): string[] {
  return [...log.events(seq)].map(event => {
    switch (event.type) {
      case 'exchange':
        return `${event.exchange.id} ${event.exchange.outcome.kind}`;
      case 'forgotten':
        return `forgotten ${event.ids.join(',')}`;
      case 'fixes':
        return `${event.fixes.length} fixes`;
      default:
        return event.type;
    }
  });
}

export function lastSeq(log: EventLog): number {
  return [...log.events(0)].at(-1)?.seq ?? 0;
}

/** Without members that are `undefined`: as it is on the wire. */
export function asSent(record: ExchangeRecord | null): unknown {
  return JSON.parse(JSON.stringify(record));
}
