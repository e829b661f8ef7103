/** Numbers that are the same in every run: mulberry32. */
export interface Random {
  /** 0 … below `end`. */
  below(end: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  chance(percent: number): boolean;
}

export function seeded(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: end => Math.floor(next() * end),
    pick: items => items[Math.floor(next() * items.length)] ?? items[0],
    chance: percent => next() * 100 < percent,
  };
}
