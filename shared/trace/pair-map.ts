/**
 * Values by two texts, such as a host and a path. A session of a hundred thousand URLs keeps the second as the very text that
 * its exchange holds: joined to one key, each URL would stand in memory once more for every map.
 */
export interface PairMap<Value> {
  get(first: string, second: string): Value | undefined;
  set(first: string, second: string, value: Value): void;
  delete(first: string, second: string): void;
}

export function createPairMap<Value>(): PairMap<Value> {
  const maps = new Map<string, Map<string, Value>>();
  return {
    get: (first, second) => maps.get(first)?.get(second),
    set(first, second, value) {
      const map = maps.get(first);
      if (map === undefined) maps.set(first, new Map([[second, value]]));
      else map.set(second, value);
    },
    delete(first, second) {
      const map = maps.get(first);
      if (map?.delete(second) && map.size === 0) maps.delete(first);
    },
  };
}
