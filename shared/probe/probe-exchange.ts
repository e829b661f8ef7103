import type { ResponseHead } from '../http/head.ts';
import type { HeaderLine } from '../http/header-line.ts';
import type { Exchange, Outcome, SyntaxProblem, Timings, UpstreamAddress } from '../trace/exchange.ts';
import type { ProbeAsk } from './ask.ts';
import type { ProbeRequest } from './probe-request.ts';
import { authorityOf, urlOf } from './request-head.ts';

/** What came of one request. */
export interface Sent {
  readonly upstream: UpstreamAddress | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly timings: Timings;
  readonly returned: ResponseHead | null;
  readonly interim: readonly ResponseHead[];
  readonly responseTrailers: readonly HeaderLine[];
  /** Bytes of the answer's body that were read. */
  readonly bodyBytes: number;
  /** The first bytes of an error's body; empty for other answers. */
  readonly errorStart: string;
  readonly outcome: Outcome;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * A request of a probe as the record has them: the rung is its tap, and nobody stood between. Its URL is the one asked for,
 * whatever address it went to.
 */
export function probeExchange(request: ProbeRequest, ask: ProbeAsk, sent: Sent): Exchange {
  const url = urlOf(ask);
  const { number, rung, head, origin } = request;
  const { bodyBytes, returned, errorStart, ...rest } = sent;
  return {
    ...rest,
    id: `e${number}`,
    tap: rung,
    kind: 'http',
    connection: number,
    scheme: url.scheme === 'https' ? 'https' : 'http',
    authority: authorityOf(url),
    received: head,
    forwarded: head,
    returned,
    delivered: returned,
    requestTrailers: [],
    requestBody: { bytes: 0, kept: 0 },
    responseBody: { bytes: bodyBytes, kept: 0 },
    ...(errorStart === '' ? {} : { errorStart }),
    fixes: [],
    ...(origin === null
      ? {}
      : { asked: { credentials: ask.credentials ? 'include' : 'omit', redirect: 'follow', mode: 'cors' } }),
  };
}
