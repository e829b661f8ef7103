import type { Exchange } from './exchange.ts';

/** Which taps come behind which, learned from requests that were tied. */
export interface Routes {
  /** A request that passed `front` met `tap` next; true where that is news. */
  learn(front: Exchange, tap: string): boolean;
  /** Does a request that comes to `tap` come to `other` later on, as far as was learned? */
  leadsTo(tap: string, other: string): boolean;
  /** Does what was learned of the way behind the one tell anything of the other? */
  tellsOf(front: Exchange, exchange: Exchange): boolean;
  /** Taps that others met next, of an exchange that was answered, or failed, without meeting any. */
  missedBy(exchange: Exchange): readonly string[];
}

export function createRoutes(): Routes {
  /** As it was told: what comes later stands here too where the tap between told its part last. */
  const next = new Map<string, string[]>();
  /** For each tap all that come later. */
  const later = new Map<string, Set<string>>();

  function learnOrder(front: string, tap: string): void {
    const reached = [tap, ...(later.get(tap) ?? [])];
    for (const [other, known] of [...later, [front, later.get(front) ?? new Set<string>()] as const]) {
      if (other !== front && !known.has(front)) continue;
      later.set(other, new Set([...known, ...reached]));
    }
  }

  const leadsTo = (tap: string, other: string) => later.get(tap)?.has(other) ?? false;

  return {
    leadsTo,
    learn(front, tap) {
      const taps = next.get(keyOf(front)) ?? [];
      if (taps.includes(tap)) return false;
      next.set(keyOf(front), [...taps, tap]);
      learnOrder(front.tap, tap);
      return true;
    },
    tellsOf: (front, exchange) => keyOf(exchange) === keyOf(front) || leadsTo(exchange.tap, front.tap),
    missedBy(exchange) {
      // corscope answered in their place, or nobody has answered yet
      if (exchange.forwarded === null || exchange.returned === null) return [];
      const taps = next.get(keyOf(exchange)) ?? [];
      return taps.filter(tap => !taps.some(other => leadsTo(other, tap)));
    },
  };
}

/** The forward proxy leads everywhere, so that where it leads depends on the authority. */
function keyOf({ tap, authority }: Exchange): string {
  return `${tap} ${authority}`;
}
