import type { RequestHead } from '../http/head.ts';
import { firstValue } from '../http/header-line.ts';
import { listElements } from '../http/token-list.ts';
import { type Exchange, isHidden } from './exchange.ts';

/**
 * What a preflight asks leave for. Header names in lower case, in the order asked.
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export interface PreflightQuestion {
  readonly origin: string;
  readonly method: string;
  readonly headers: readonly string[];
}

/** Null where the exchange is no preflight: a script may send OPTIONS of its own. */
export function preflightQuestion(exchange: Exchange): PreflightQuestion | null {
  return questionOf(exchange.received);
}

/** The same of a request's head alone. */
export function questionOf({ method: sent, lines }: RequestHead): PreflightQuestion | null {
  if (sent !== 'OPTIONS') return null;
  const origin = firstValue(lines, 'origin');
  const method = firstValue(lines, 'access-control-request-method');
  if (origin === null || method === null) return null;
  const headers = listElements(firstValue(lines, 'access-control-request-headers') ?? '');
  return { origin, method, headers: headers.map(name => name.toLowerCase()) };
}

/** It was answered, and not with a status that a browser takes: no request can have followed it. */
export function hasFailed(preflight: Exchange): boolean {
  const status = preflight.delivered?.status;
  if (status !== undefined) return status < 200 || status > 299;
  return preflight.outcome.kind !== 'open' && !isHidden(preflight);
}

/** Milliseconds since the epoch; null while there is no answer. */
export function answeredAt(exchange: Exchange): number | null {
  if (exchange.delivered === null) return null;
  return exchange.startedAt + (exchange.timings.delivered ?? exchange.timings.ended ?? 0);
}
