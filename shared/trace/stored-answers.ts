import { firstValue } from '../http/header-line.ts';
import { type Exchange, exchangeRoot, exchangeTarget } from './exchange.ts';
import { createPairMap } from './pair-map.ts';

/** What a browser has stored: an answer, and the 304s that have updated its lines since. */
export interface StoredAnswer {
  readonly stored: Exchange;
  /** The newest first; those alone whose CORS lines still count. */
  readonly refreshed: readonly Exchange[];
}

/** The last answer of each URL that a browser can have stored and asked about again. */
export interface StoredAnswers {
  set(exchange: Exchange): void;
  /** The answer that this request's validators name: what a 304 tells the browser to use. */
  get(request: Exchange): StoredAnswer | null;
  remove(exchange: Exchange): void;
}

export function createStoredAnswers(): StoredAnswers {
  const latest = createPairMap<StoredAnswer>();
  return {
    set(exchange) {
      if (exchange.received.method !== 'GET') return;
      const key = keyOf(exchange);
      const known = latest.get(...key);
      const status = exchange.delivered?.status;
      if (status === 200 && hasValidator(exchange)) latest.set(...key, { stored: exchange, refreshed: [] });
      if (status === 304 && known !== undefined && isNamed(known.stored, exchange))
        latest.set(...key, { ...known, refreshed: refreshedBy(exchange, known.refreshed) });
    },
    get(request) {
      const known = latest.get(...keyOf(request));
      if (known === undefined || !isNamed(known.stored, request)) return null;
      return { ...known, refreshed: known.refreshed.filter(({ startedAt }) => startedAt < request.startedAt) };
    },
    remove(exchange) {
      const key = keyOf(exchange);
      const known = latest.get(...key);
      if (known?.stored.id === exchange.id) latest.delete(...key);
      else if (known !== undefined)
        latest.set(...key, { ...known, refreshed: known.refreshed.filter(({ id }) => id !== exchange.id) });
    },
  };
}

/** https://httpwg.org/specs/rfc9111.html#freshening.responses: each of its lines replaces those of that name. */
function refreshedBy(exchange: Exchange, before: readonly Exchange[]): readonly Exchange[] {
  const names = new Set(corsNames(exchange));
  const older = before.filter(one => one.id !== exchange.id && corsNames(one).some(name => !names.has(name)));
  return names.size === 0 ? older : [exchange, ...older];
}

function corsNames({ delivered }: Exchange): string[] {
  const names = (delivered?.lines ?? []).map(([name]) => name.toLowerCase());
  return names.filter(name => name.startsWith('access-control-'));
}

function hasValidator({ delivered }: Exchange): boolean {
  const lines = delivered?.lines ?? [];
  return firstValue(lines, 'etag') !== null || firstValue(lines, 'last-modified') !== null;
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

function keyOf(exchange: Exchange): [string, string] {
  return [`${exchange.tap} ${exchangeRoot(exchange)}`, exchangeTarget(exchange)];
}
