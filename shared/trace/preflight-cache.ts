import { combinedValue } from '../http/header-line.ts';
import type { Exchange } from './exchange.ts';
import { answeredAt, hasFailed } from './preflight.ts';

export const DEFAULT_SECONDS = 5;
export const CHROMIUM_LIMIT = 7200;

/**
 * Can this answer still have stood in the preflight cache when a request started at `time` (milliseconds since the epoch)?
 * https://fetch.spec.whatwg.org/#concept-cache-max-age
 */
export function isFresh(preflight: Exchange, time: number): boolean {
  const answered = answeredAt(preflight);
  if (answered === null || hasFailed(preflight)) return false;
  return time >= answered && time <= answered + 1000 * maxAgeSeconds(preflight);
}

/** Chromium counts in 64 bits, one of which is the sign. */
const NUMBER_LIMIT = 2 ** 63;

/**
 * As Chromium reads it: an integer with an optional sign, negative means 0 and `+10` is 10 (the standard takes both for
 * invalid, so 5 s), everything else 5 s, what is too large for it too; two hours at most.
 */
export function maxAgeSeconds(preflight: Exchange): number {
  const value = combinedValue(preflight.delivered?.lines ?? [], 'access-control-max-age') ?? '';
  if (!isSeconds(value)) return DEFAULT_SECONDS;
  return Math.min(Math.max(Number(value), 0), CHROMIUM_LIMIT);
}

/** Does Chromium take that for a number of seconds? */
export function isSeconds(value: string): boolean {
  return /^[+-]?\d+$/.test(value) && Math.abs(Number(value)) < NUMBER_LIMIT;
}
