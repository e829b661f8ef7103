import { parseResponseHead, type ResponseHead, trimOws } from '../../shared/http/head.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import type { Exchange, Outcome } from '../../shared/trace/exchange.ts';
import type { OracleMessage } from './oracle-file.ts';

/** A recorded message as a tap would have seen it, `startedAt` in milliseconds. */
export function toExchange(message: OracleMessage, number: number, startedAt: number, duration: number): Exchange {
  const url = new URL(message.request.url);
  const received = {
    method: message.request.method,
    target: message.request.url.slice(message.request.url.indexOf('/', 8)),
    version: 'HTTP/1.1',
    lines: message.request.headers,
  };
  const { head, outcome } = answerOf(message.response);
  const answered = head === null ? null : duration;
  return {
    id: `e${number}`,
    tap: 'proxy',
    kind: 'http',
    connection: message.conn,
    scheme: url.protocol === 'https:' ? 'https' : 'http',
    authority: url.host,
    upstream: null,
    startedAt,
    timings: { forwarded: 0, returned: answered, delivered: answered, ended: duration },
    received,
    forwarded: received,
    returned: head,
    delivered: head,
    interim: [],
    requestTrailers: [],
    responseTrailers: [],
    requestBody: { bytes: 0, kept: 0 },
    responseBody: { bytes: 0, kept: 0 },
    outcome,
    problems: [],
    fixes: [],
  };
}

function answerOf(response: OracleMessage['response']): { head: ResponseHead | null; outcome: Outcome } {
  if ('status' in response) {
    const lines = response.headers.map(([name, value]): HeaderLine => [name, trimOws(value)]);
    return { head: { version: 'HTTP/1.1', status: response.status, reason: '', lines }, outcome: { kind: 'answered' } };
  }
  if (response.action !== 'raw') return { head: null, outcome: { kind: 'failed', reason: 'reset', detail: '' } };
  return { head: rawHead(response.bytes), outcome: { kind: 'answered' } };
}

/** Interim heads do not count; bytes that are no HTTP are an HTTP/0.9 answer without a header. */
function rawHead(bytes: string): ResponseHead {
  if (!bytes.startsWith('HTTP/')) return { version: 'HTTP/0.9', status: 200, reason: '', lines: [] };
  const head = parseResponseHead(bytes);
  if (head.status < 100 || head.status > 199 || head.status === 101) return head;
  return rawHead(bytes.slice(bytes.indexOf('\r\n\r\n') + 4));
}
