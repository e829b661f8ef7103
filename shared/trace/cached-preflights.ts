import { firstValue } from '../http/header-line.ts';
import { type Exchange, exchangeUrl } from './exchange.ts';
import { isFresh } from './preflight-cache.ts';

/**
 * The last preflight of each origin and URL. Chromium 156 keeps one entry there, replaces it with each new preflight and
 * evicts it when one fails; the standard would let entries for other methods and headers stand beside each other.
 */
export interface CachedPreflights {
  /** Adds a preflight, or replaces an earlier state of it. */
  set(preflight: Exchange): void;
  /** The preflight whose answer the browser can still have had when this request started. */
  get(request: Exchange): Exchange | null;
  remove(preflight: Exchange): void;
}

export function createCachedPreflights(): CachedPreflights {
  const latest = new Map<string, Exchange>();
  return {
    set(preflight) {
      const key = keyOf(preflight);
      const before = latest.get(key);
      if (before === undefined || before.id === preflight.id || before.startedAt <= preflight.startedAt) {
        latest.set(key, preflight);
      }
    },
    get(request) {
      const preflight = latest.get(keyOf(request));
      return preflight !== undefined && isFresh(preflight, request.startedAt) ? preflight : null;
    },
    remove(preflight) {
      const key = keyOf(preflight);
      if (latest.get(key)?.id === preflight.id) latest.delete(key);
    },
  };
}

function keyOf(exchange: Exchange): string {
  return `${exchange.tap} ${firstValue(exchange.received.lines, 'origin') ?? ''} ${exchangeUrl(exchange)}`;
}
