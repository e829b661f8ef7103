import { valuesOf } from '../http/header-line.ts';
import { type Exchange, exchangeUrl } from './exchange.ts';

/** The last answer of each host, and of each path there, that said which pages may read it. */
export interface AllowedAnswers {
  set(exchange: Exchange): void;
  /** The latest before this request: of the same path where there is one, else of the same host; null where there is none. */
  get(request: Exchange): Exchange | null;
  remove(exchange: Exchange): void;
}

/** What is allowed here and refused there is a policy with a hole: only both together show who makes the difference. */
export function createAllowedAnswers(): AllowedAnswers {
  const latest = new Map<string, Exchange>();
  return {
    set(exchange) {
      const { delivered, received, fixes } = exchange;
      if (delivered === null || received.method === 'OPTIONS' || fixes.length > 0) return;
      // two lines allow nobody, and tell of no layer that does right elsewhere
      if (valuesOf(delivered.lines, 'access-control-allow-origin').length !== 1) return;
      for (const key of keysOf(exchange)) latest.set(key, exchange);
    },
    get(request) {
      const found = keysOf(request).map(key => latest.get(key));
      return found.find(exchange => exchange !== undefined && exchange.id !== request.id) ?? null;
    },
    remove(exchange) {
      for (const key of keysOf(exchange)) if (latest.get(key)?.id === exchange.id) latest.delete(key);
    },
  };
}

function keysOf(exchange: Exchange): readonly string[] {
  const path = exchangeUrl(exchange).replace(/[?#].*$/s, '');
  return [`${exchange.tap} ${path}`, `${exchange.tap} ${exchange.scheme}://${exchange.authority}`];
}
