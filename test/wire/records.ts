import type { SequencedEvent } from '../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';

/** An answered GET of `path`, as it travels. */
export function record(number: number, members: Partial<ExchangeRecord> = {}): ExchangeRecord {
  return {
    id: `e${number}`,
    tap: 'proxy',
    kind: 'http',
    connection: 1,
    scheme: 'https',
    authority: 'api.lab.test',
    upstream: { address: '127.0.0.1', port: 443 },
    startedAt: 1_767_225_600_000 + number * 10,
    timings: { forwarded: 1, returned: 2, delivered: 3, ended: 4 },
    received: `GET /items/${number} HTTP/1.1\r\nHost: api.lab.test\r\nOrigin: https://app.lab.test\r\n\r\n`,
    returned: 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\n\r\n',
    requestBody: { bytes: 0, kept: 0 },
    responseBody: { bytes: 2, kept: 2 },
    outcome: { kind: 'answered' },
    ...members,
  };
}

export function sessionEvent(seq = 0): SequencedEvent {
  return { seq, type: 'session', protocol: 1, id: 's1', version: '0.1.0', startedAt: 1_767_225_600_000, taps: [] };
}

export function exchangeEvent(seq: number, exchange: ExchangeRecord): SequencedEvent {
  return { seq, type: 'exchange', exchange };
}
