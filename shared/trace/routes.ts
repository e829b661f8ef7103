import type { Exchange } from './exchange.ts';

/** Which taps come behind which, learned from requests that were tied. */
export interface Routes {
  /** A request that passed `front` met `tap` next; true where that is news. */
  learn(front: Exchange, tap: string): boolean;
  /** Does a request that comes to `tap` come to `other` later on, as far as was learned? */
  leadsTo(tap: string, other: string): boolean;
  /** Does the one take the way that was learned from the other? */
  isOf(exchange: Exchange, front: Exchange): boolean;
  /** Taps that others met next, of an exchange that was answered, or failed, without meeting any. */
  missedBy(exchange: Exchange): readonly string[];
}

export function createRoutes(): Routes {
  const next = new Map<string, string[]>();
  const nextOfTap = new Map<string, Set<string>>();

  function leadsTo(tap: string, other: string, passed: readonly string[] = []): boolean {
    const further = [...(nextOfTap.get(tap) ?? [])].filter(each => !passed.includes(each));
    return further.includes(other) || further.some(each => leadsTo(each, other, [...passed, tap]));
  }

  return {
    learn(front, tap) {
      nextOfTap.set(front.tap, (nextOfTap.get(front.tap) ?? new Set()).add(tap));
      const taps = next.get(keyOf(front)) ?? [];
      if (taps.includes(tap)) return false;
      next.set(keyOf(front), [...taps, tap]);
      return true;
    },
    leadsTo: (tap, other) => leadsTo(tap, other),
    isOf: (exchange, front) => keyOf(exchange) === keyOf(front),
    missedBy(exchange) {
      // corscope answered in their place, or nobody has answered yet
      if (exchange.forwarded === null || exchange.returned === null) return [];
      return next.get(keyOf(exchange)) ?? [];
    },
  };
}

/** The forward proxy leads everywhere, so that where it leads depends on the authority. */
function keyOf({ tap, authority }: Exchange): string {
  return `${tap} ${authority}`;
}
