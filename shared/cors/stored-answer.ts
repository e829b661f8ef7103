import { hasHeader } from '../http/header-line.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Leg } from '../trace/journey.ts';
import { preflightQuestion } from '../trace/preflight.ts';

/**
 * The stored answer that a 304 stands for, after the 304s that have updated it since, the newest first. None where the answer stands for itself: another status, or validators that the
 * page set and had to ask leave for. `unknown` where the browser asked by itself, the stored answer is not recorded and the
 * 304 has no CORS headers of its own. https://fetch.spec.whatwg.org/#concept-http-network-or-cache-fetch
 */
export function storedAnswer(leg: Leg, exchange: Exchange): readonly Exchange[] | 'unknown' {
  if (exchange.delivered?.status !== 304 || isAskedByPage(leg)) return [];
  if (leg.stored !== undefined) return [...(leg.refreshed ?? []), leg.stored];
  if (hasHeader(exchange.delivered.lines, 'access-control-allow-origin')) return [];
  const lines = exchange.received.lines;
  return hasHeader(lines, 'if-none-match') || hasHeader(lines, 'if-modified-since') ? 'unknown' : [];
}

function isAskedByPage(leg: Leg): boolean {
  const question = leg.preflight === null ? null : preflightQuestion(leg.preflight);
  return question?.headers.some(name => name === 'if-none-match' || name === 'if-modified-since') === true;
}
