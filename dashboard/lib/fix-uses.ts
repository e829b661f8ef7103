import type { Exchange } from '../../shared/trace/exchange.ts';

/** What a fix has done so far. */
export interface FixUse {
  /** How many exchanges it changed. */
  readonly count: number;
  /** Id of the one that it changed last. */
  readonly last: string;
}

/** By the fix's id. `exchanges` in the order in which they began. */
export function fixUses(exchanges: Iterable<Exchange>): ReadonlyMap<string, FixUse> {
  const uses = new Map<string, FixUse>();
  for (const { id: last, fixes } of exchanges) {
    for (const id of fixes) uses.set(id, { count: (uses.get(id)?.count ?? 0) + 1, last });
  }
  return uses;
}
