import type { HeaderLine } from '../../shared/http/header-line.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';

interface Answer {
  readonly status?: number;
  readonly reason?: string;
  readonly lines?: readonly HeaderLine[];
}

interface Given {
  readonly id?: string;
  readonly method?: string;
  readonly target?: string;
  readonly request?: readonly HeaderLine[];
  readonly answer?: Answer | null;
  /** Where corscope changed the answer; absent: it did not. */
  readonly delivered?: Answer;
  readonly more?: Partial<Exchange>;
}

/** A cross-origin exchange with an answer, in one line. */
export function exchange(given: Given = {}): Exchange {
  const lines: readonly HeaderLine[] = given.request ?? [['Origin', 'https://app.test']];
  const received = { method: given.method ?? 'GET', target: given.target ?? '/me', version: 'HTTP/1.1', lines };
  const returned = given.answer === null ? null : head(given.answer ?? {});
  return {
    id: given.id ?? 'e1',
    tap: 'proxy',
    kind: 'http',
    connection: 1,
    scheme: 'https',
    authority: 'api.test',
    upstream: null,
    startedAt: 0,
    timings: { forwarded: 1, returned: 2, delivered: 3, ended: 4 },
    received,
    forwarded: received,
    returned,
    delivered: given.delivered === undefined ? returned : head(given.delivered),
    interim: [],
    requestTrailers: [],
    responseTrailers: [],
    requestBody: { bytes: 0, kept: 0 },
    responseBody: { bytes: 0, kept: 0 },
    outcome: { kind: 'answered' },
    problems: [],
    fixes: [],
    ...given.more,
  };
}

export function journey(request: Exchange | null, preflight: Exchange | null = null): Journey {
  return { id: 'j1', startedAt: 0, legs: [{ preflight, cachedPreflight: null, request }], witness: null };
}

function head({ status = 200, reason = 'OK', lines = [] }: Answer) {
  return { version: 'HTTP/1.1', status, reason, lines };
}
