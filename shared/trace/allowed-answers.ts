import { valuesOf } from '../http/header-line.ts';
import { type Exchange, exchangeRoot, exchangeTarget } from './exchange.ts';
import { createPairMap } from './pair-map.ts';

/** The last answer of each host, and of each path there, that said which pages may read it. */
export interface AllowedAnswers {
  set(exchange: Exchange): void;
  /** The latest before this request: of the same path where there is one, else of the same host; null where there is none. */
  get(request: Exchange): Exchange | null;
  remove(exchange: Exchange): void;
}

/** What is allowed here and refused there is a policy with a hole: only both together show who makes the difference. */
export function createAllowedAnswers(): AllowedAnswers {
  const ofHost = new Map<string, Exchange>();
  const ofPath = createPairMap<Exchange>();
  return {
    set(exchange) {
      const { delivered, received, fixes } = exchange;
      if (delivered === null || received.method === 'OPTIONS' || fixes.length > 0) return;
      // two lines allow nobody, and tell of no layer that does right elsewhere
      if (valuesOf(delivered.lines, 'access-control-allow-origin').length !== 1) return;
      ofHost.set(hostOf(exchange), exchange);
      ofPath.set(hostOf(exchange), pathOf(exchange), exchange);
    },
    get(request) {
      const host = hostOf(request);
      const found = [ofPath.get(host, pathOf(request)), ofHost.get(host)];
      return found.find(exchange => exchange !== undefined && exchange.id !== request.id) ?? null;
    },
    remove(exchange) {
      const host = hostOf(exchange);
      const path = pathOf(exchange);
      if (ofHost.get(host)?.id === exchange.id) ofHost.delete(host);
      if (ofPath.get(host, path)?.id === exchange.id) ofPath.delete(host, path);
    },
  };
}

function hostOf(exchange: Exchange): string {
  return `${exchange.tap} ${exchangeRoot(exchange)}`;
}

function pathOf(exchange: Exchange): string {
  return exchangeTarget(exchange).replace(/[?#].*$/s, '');
}
