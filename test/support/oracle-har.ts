import { toExchange } from '../oracle/oracle-exchange.ts';
import type { OracleCase, OracleMessage } from '../oracle/oracle-file.ts';

const START = Date.UTC(2026, 0, 31, 10);

/** What the page asked for, on every entry, as some exporters write it. */
export function withAsked({ credentials, mode, redirect }: OracleCase['request']): object {
  return { _credentials: credentials, _mode: mode, _redirect: redirect };
}

/** A recorded case as a browser's HAR: an entry for each message on the wire, in that order. */
export function harOf(test: Pick<OracleCase, 'wire'>, extra: object = {}): object {
  return { log: { version: '1.2', creator: { name: 'oracle', version: '1' }, entries: entriesOf(test, extra) } };
}

export function entriesOf({ wire }: Pick<OracleCase, 'wire'>, extra: object = {}): object[] {
  return wire.map((message, index) => ({ ...entryOf(message, START + 1_000 + index * 20), ...extra }));
}

function entryOf(message: OracleMessage, startedAt: number): object {
  const { delivered } = toExchange(message, 1, startedAt, 10);
  const { method, url, headers } = message.request;
  const answer =
    delivered === null
      ? { status: 0, statusText: '', httpVersion: '', headers: [], _error: 'net::ERR_EMPTY_RESPONSE' }
      : {
          status: delivered.status,
          statusText: '',
          httpVersion: delivered.version,
          headers: delivered.lines.map(pair),
        };
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: 10,
    request: { method, url, httpVersion: 'HTTP/1.1', headers: headers.map(pair), queryString: [], cookies: [] },
    response: { cookies: [], content: { size: 0, mimeType: '' }, redirectURL: '', ...answer },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: 10, receive: 0 },
    connection: String(message.conn),
  };
}

function pair([name, value]: readonly [string, string]): { name: string; value: string } {
  return { name, value };
}
