import type { Exchange } from './exchange.ts';
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
}

export function exchangesOf({ legs }: Journey): Exchange[] {
  const found: Exchange[] = [];
  for (const { preflight, request } of legs) {
    if (preflight !== null) found.push(preflight);
    if (request !== null) found.push(request);
  }
  return found;
}
