import { firstValue, hasHeader } from '../http/header-line.ts';
import { type Exchange, exchangeRoot, exchangeTarget } from './exchange.ts';
import { createPairMap } from './pair-map.ts';
import { hasFailed } from './preflight.ts';
import { isFresh } from './preflight-cache.ts';

/**
 * The last preflight of each origin and URL. Chromium 156 keeps one entry there, replaces it with each new preflight and
 * evicts it when one fails; the standard would let entries for other methods and headers stand beside each other. A request
 * that passes the HTTP cache by (`no-cache`, `reload`, `no-store`) does not look here either: its preflight, failed, evicts nothing.
 */
export interface CachedPreflights {
  /** Adds a preflight, or replaces an earlier state of it. */
  set(preflight: Exchange): void;
  /** The preflight whose answer the browser can still have had when this request started. */
  get(request: Exchange): Exchange | null;
  remove(preflight: Exchange): void;
}

interface Entry {
  readonly preflight: Exchange;
  /** What stays if this one passed the cache by, and failed. */
  readonly before: Exchange | null;
}

export function createCachedPreflights(): CachedPreflights {
  const latest = createPairMap<Entry>();
  return {
    set(preflight) {
      const key = keyOf(preflight);
      const known = latest.get(...key);
      if (known?.preflight.id === preflight.id) latest.set(...key, { ...known, preflight });
      else if (known === undefined || known.preflight.startedAt <= preflight.startedAt) {
        latest.set(...key, { preflight, before: known && passesBy(preflight) ? standing(known) : null });
      }
    },
    get(request) {
      const known = latest.get(...keyOf(request));
      const preflight = known === undefined ? null : standing(known);
      return preflight !== null && isFresh(preflight, request.startedAt) ? preflight : null;
    },
    remove(preflight) {
      const key = keyOf(preflight);
      const known = latest.get(...key);
      if (known?.preflight.id === preflight.id) latest.delete(...key);
      else if (known?.before?.id === preflight.id) latest.set(...key, { ...known, before: null });
    },
  };
}

function standing({ preflight, before }: Entry): Exchange | null {
  return passesBy(preflight) && isRefused(preflight) ? before : preflight;
}

/** As its own Cache-Control says: https://fetch.spec.whatwg.org/#concept-request-cache-mode */
function passesBy({ received: { lines } }: Exchange): boolean {
  return /(?:^|,)\s*(?:no-cache|max-age=0)\s*(?:,|$)/i.test(firstValue(lines, 'cache-control') ?? '');
}

function isRefused(preflight: Exchange): boolean {
  const head = preflight.delivered;
  return hasFailed(preflight) || (head !== null && !hasHeader(head.lines, 'access-control-allow-origin'));
}

function keyOf(exchange: Exchange): [string, string] {
  const origin = firstValue(exchange.received.lines, 'origin') ?? '';
  return [`${exchange.tap} ${origin} ${exchangeRoot(exchange)}`, exchangeTarget(exchange)];
}
