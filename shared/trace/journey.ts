import type { Exchange } from './exchange.ts';
import { type Sighting, sightingsIn } from './sighting.ts';
import type { Witness } from './witness.ts';

/** One URL of a journey: the preflight asked for it, and the request itself; either may be missing. */
export interface Leg {
  /** The OPTIONS exchange that was sent for this leg. */
  readonly preflight: Exchange | null;
  /** An earlier preflight whose cached answer the browser can have used, where one was due and none was sent. */
  readonly cachedPreflight: Exchange | null;
  readonly request: Exchange | null;
  /** The earlier answer that the browser had stored, where the request asked whether it still holds; absent otherwise. */
  readonly stored?: Exchange;
  /** The 304s that have updated its lines since, the newest first; absent where none has. */
  readonly refreshed?: readonly Exchange[];
  /** An earlier answer of the same host that named an origin, where this one was not: what its layers do otherwise. */
  readonly allowedBefore?: Exchange;
}

/**
 * What the page asked for: one fetch, XMLHttpRequest, module or font load, with its preflights, redirects and final
 * request. Derived from exchanges; a changed journey is a new object, so conclusions can be remembered by identity.
 */
export interface Journey {
  /**
   * `j7` for the journey that began with exchange `e7`, `jw7` for one of which nothing is known but account `w7`: stable,
   * however often it is derived.
   */
  readonly id: string;
  readonly startedAt: number;
  /** One, and one more for each redirect that was followed; none where nothing is known but the browser's own account. */
  readonly legs: readonly Leg[];
  /** The browser's own account, where it is attached. */
  readonly witness: Witness | null;
  /** By the id of an exchange of the legs: what taps further on saw of it. Absent where none saw anything. */
  readonly trails?: ReadonlyMap<string, Sighting>;
}

/** As the tap nearest to the browser saw them, in wire order. */
export function exchangesOf({ legs }: Journey): Exchange[] {
  const found: Exchange[] = [];
  for (const { preflight, request } of legs) {
    if (preflight !== null) found.push(preflight);
    if (request !== null) found.push(request);
  }
  return found;
}

/** The same as every tap saw them, in the order in which they began. */
export function allExchangesOf(journey: Journey): Exchange[] {
  const near = exchangesOf(journey);
  if (journey.trails === undefined) return near;
  const seen = near.flatMap(exchange => {
    const trail = journey.trails?.get(exchange.id);
    return trail === undefined ? [exchange] : sightingsIn(trail).map(sighting => sighting.exchange);
  });
  return seen.sort((a, b) => a.startedAt - b.startedAt);
}
