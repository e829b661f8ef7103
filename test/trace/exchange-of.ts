import type { HeaderLine } from '../../shared/http/header-line.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';

/** What a test says of an exchange; times in milliseconds. An answer of null is still awaited. */
export interface Sketch {
  readonly id: string;
  readonly at?: number;
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly status?: number | null;
  readonly answer?: readonly HeaderLine[];
  readonly more?: Partial<Exchange>;
}

export const PAGE = 'https://app.example.com';
export const API = 'https://api.example.com';

/** A GET of the API's `/orders` from the page, answered 200 after 10 ms, unless the sketch says otherwise. */
export function exchangeOf(sketch: Sketch): Exchange {
  const url = new URL(sketch.url ?? `${API}/orders`);
  const headers = sketch.headers ?? { Origin: PAGE };
  const received = {
    method: sketch.method ?? 'GET',
    target: `${url.pathname}${url.search}`,
    version: 'HTTP/1.1',
    lines: Object.entries(headers).map(([name, value]): HeaderLine => [name, value]),
  };
  const status = sketch.status === undefined ? 200 : sketch.status;
  const head = status === null ? null : { version: 'HTTP/1.1', status, reason: '', lines: sketch.answer ?? [] };
  const answered = head === null ? null : 10;
  return {
    id: sketch.id,
    tap: 'proxy',
    kind: 'http',
    connection: 1,
    scheme: url.protocol === 'http:' ? 'http' : 'https',
    authority: url.host,
    upstream: null,
    startedAt: sketch.at ?? 0,
    timings: { forwarded: 0, returned: answered, delivered: answered, ended: answered },
    received,
    forwarded: received,
    returned: head,
    delivered: head,
    interim: [],
    requestTrailers: [],
    responseTrailers: [],
    requestBody: { bytes: 0, kept: 0 },
    responseBody: { bytes: 0, kept: 0 },
    outcome: head === null ? { kind: 'open' } : { kind: 'answered' },
    problems: [],
    fixes: [],
    ...sketch.more,
  };
}

/** A preflight for PUT of the API's `/orders`, answered 204 and allowing it. */
export function preflightOf(sketch: Sketch & { readonly asks?: string }): Exchange {
  return exchangeOf({
    status: 204,
    ...sketch,
    method: 'OPTIONS',
    headers: { Origin: PAGE, 'Access-Control-Request-Method': 'PUT', ...askedHeaders(sketch.asks), ...sketch.headers },
    answer: sketch.answer ?? [
      ['Access-Control-Allow-Origin', PAGE],
      ['Access-Control-Allow-Methods', 'PUT'],
    ],
  });
}

export function putOf(sketch: Sketch): Exchange {
  return exchangeOf({ ...sketch, method: 'PUT' });
}

function askedHeaders(names: string | undefined): Record<string, string> {
  return names === undefined ? {} : { 'Access-Control-Request-Headers': names };
}
