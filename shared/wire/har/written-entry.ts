import type { Entry } from 'har-format';
import type { ResponseHead } from '../../http/head.ts';
import { firstValue, type HeaderLine } from '../../http/header-line.ts';
import { type Exchange, exchangeUrl, type Outcome, type WireFailure } from '../../trace/exchange.ts';
import { preflightQuestion } from '../../trace/preflight.ts';
import { PROTOCOL } from '../events.ts';
import { type ExchangeRecord, readExchange } from '../exchange-record.ts';

export type WrittenEntry = ReturnType<typeof harEntryOf>;

/** HAR 1.2's members, and beside them what HAR has no place for. */
export function harEntryOf(record: ExchangeRecord) {
  const exchange = readExchange(record);
  const { asked = {} } = exchange;
  return {
    ...standardEntry(exchange),
    ...(preflightQuestion(exchange) === null ? {} : { _resourceType: 'preflight' }),
    ...(asked.credentials === undefined ? {} : { _credentials: asked.credentials }),
    ...(asked.mode === undefined ? {} : { _mode: asked.mode }),
    ...(asked.redirect === undefined ? {} : { _redirect: asked.redirect }),
    _corscope: { protocol: PROTOCOL, exchange: record },
  };
}

/** What is not known is empty or -1, as the format has it. */
function standardEntry(exchange: Exchange): Entry {
  const { timings, startedAt, upstream, connection } = exchange;
  return {
    startedDateTime: new Date(startedAt).toISOString(),
    time: timings.ended ?? timings.delivered ?? 0,
    request: requestOf(exchange),
    response: responseOf(exchange),
    cache: {},
    timings: timingsOf(exchange),
    ...(upstream === null ? {} : { serverIPAddress: upstream.address }),
    connection: String(connection),
  };
}

function requestOf(exchange: Exchange): Entry['request'] {
  const { received, requestBody, kind, scheme, authority } = exchange;
  const url = kind === 'tunnel' ? `${scheme}://${authority}/` : exchangeUrl(exchange);
  return {
    method: received.method,
    url,
    httpVersion: received.version,
    cookies: [],
    headers: received.lines.map(header),
    queryString: queryOf(url),
    headersSize: -1,
    bodySize: requestBody.bytes,
  };
}

function responseOf({ delivered, responseBody, outcome }: Exchange): Entry['response'] {
  const head: ResponseHead = delivered ?? { version: '', status: 0, reason: '', lines: [] };
  return {
    status: head.status,
    statusText: head.reason,
    httpVersion: head.version,
    cookies: [],
    headers: head.lines.map(header),
    content: { size: responseBody.bytes, mimeType: firstValue(head.lines, 'content-type') ?? 'x-unknown' },
    redirectURL: firstValue(head.lines, 'location') ?? '',
    headersSize: -1,
    bodySize: responseBody.bytes,
    ...(delivered === null ? { _error: errorOf(outcome) } : {}),
  };
}

/** corscope's moments as HAR's spans: until the request had gone on, until the answer's head was there, until its end. */
function timingsOf({ timings: { forwarded, delivered, ended } }: Exchange): Entry['timings'] {
  const sent = forwarded ?? 0;
  const answered = Math.max(delivered ?? ended ?? sent, sent);
  const receive = Math.max((ended ?? answered) - answered, 0);
  return { blocked: -1, dns: -1, connect: -1, ssl: -1, send: sent, wait: answered - sent, receive };
}

function queryOf(url: string): { name: string; value: string }[] {
  const [, query = ''] = /\?([^#]*)/.exec(url) ?? [];
  if (query === '') return [];
  return query.split('&').map(pair => {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair) ?? [];
    return { name, value };
  });
}

function header([name, value]: HeaderLine): { name: string; value: string } {
  return { name, value };
}

/** Chrome's words, which other tools that read HAR know. */
const ERRORS: Readonly<Record<WireFailure, string>> = {
  dns: 'net::ERR_NAME_NOT_RESOLVED',
  refused: 'net::ERR_CONNECTION_REFUSED',
  unreachable: 'net::ERR_ADDRESS_UNREACHABLE',
  reset: 'net::ERR_CONNECTION_RESET',
  cut: 'net::ERR_EMPTY_RESPONSE',
  tls: 'net::ERR_SSL_PROTOCOL_ERROR',
  timeout: 'net::ERR_CONNECTION_TIMED_OUT',
  protocol: 'net::ERR_INVALID_HTTP_RESPONSE',
  'too-large': 'net::ERR_RESPONSE_HEADERS_TOO_BIG',
  redirects: 'net::ERR_TOO_MANY_REDIRECTS',
  loop: 'net::ERR_CONNECTION_REFUSED',
};

function errorOf(outcome: Outcome): string {
  switch (outcome.kind) {
    case 'failed':
      return ERRORS[outcome.reason];
    case 'hidden':
      return outcome.detail;
    case 'open':
    case 'aborted':
    case 'answered':
      return 'net::ERR_ABORTED';
  }
}
