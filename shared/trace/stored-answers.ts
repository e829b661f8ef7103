import { firstValue } from '../http/header-line.ts';
import { type Exchange, exchangeUrl } from './exchange.ts';

/** The last answer of each URL that a browser can have stored and asked about again. */
export interface StoredAnswers {
  set(exchange: Exchange): void;
  /** The answer that this request's validators name: what a 304 tells the browser to use. */
  get(request: Exchange): Exchange | null;
  remove(exchange: Exchange): void;
}

export function createStoredAnswers(): StoredAnswers {
  const latest = new Map<string, Exchange>();
  return {
    set(exchange) {
      if (exchange.received.method !== 'GET' || exchange.delivered?.status !== 200) return;
      const lines = exchange.delivered.lines;
      if (firstValue(lines, 'etag') !== null || firstValue(lines, 'last-modified') !== null) {
        latest.set(keyOf(exchange), exchange);
      }
    },
    get(request) {
      const stored = latest.get(keyOf(request));
      return stored !== undefined && isNamed(stored, request) ? stored : null;
    },
    remove(exchange) {
      const key = keyOf(exchange);
      if (latest.get(key)?.id === exchange.id) latest.delete(key);
    },
  };
}

/** https://httpwg.org/specs/rfc9110.html#conditional.requests */
function isNamed(stored: Exchange, request: Exchange): boolean {
  const asked = request.received.lines;
  const lines = stored.delivered?.lines ?? [];
  const etag = firstValue(asked, 'if-none-match');
  if (etag !== null) return etag === firstValue(lines, 'etag');
  const since = firstValue(asked, 'if-modified-since');
  return since !== null && since === firstValue(lines, 'last-modified');
}

function keyOf(exchange: Exchange): string {
  return `${exchange.tap} ${exchangeUrl(exchange)}`;
}
