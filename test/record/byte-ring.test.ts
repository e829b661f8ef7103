import { expect, test } from 'vitest';
import { ByteRing, type Place } from '../../proxy/record/byte-ring.ts';

const MB = 1024 * 1024;
const WEIGHT = 512;

interface Filled {
  readonly ring: ByteRing;
  readonly places: readonly Place[];
  readonly evicted: readonly number[];
}

/** Numbers the items from 0 on. */
function fill(limit: number, lengths: readonly number[]): Filled {
  const evicted: number[] = [];
  const ring = new ByteRing(limit, WEIGHT, items => evicted.push(...items));
  return { ring, places: lengths.map((length, item) => ring.reserve(item, length)), evicted };
}

/** Bytes of the blocks that the items still kept lie in. */
function held({ places, evicted }: Filled): number {
  const blocks = new Set(places.filter((_, item) => !evicted.includes(item)).map(({ block }) => block));
  return [...blocks].reduce((sum, block) => sum + block.bytes.length, 0);
}

const ROWS = [
  { desc: 'small items', limit: 4 * MB, lengths: Array.from({ length: 50_000 }, () => 200) },
  { desc: 'items without bytes', limit: 2 * MB, lengths: Array.from({ length: 20_000 }, () => 0) },
  { desc: 'items of half a block', limit: 3 * MB, lengths: Array.from({ length: 40 }, () => MB / 2) },
  { desc: 'items of a whole block', limit: 3 * MB, lengths: Array.from({ length: 40 }, () => MB - WEIGHT) },
  { desc: 'items over a block', limit: 5 * MB, lengths: Array.from({ length: 40 }, (_, item) => (item % 3) * MB + 7) },
  { desc: 'a limit under two blocks', limit: 10, lengths: Array.from({ length: 9 }, () => MB / 2) },
];

test.each(ROWS)('$desc stay under the limit, the oldest going first', ({ limit, lengths }) => {
  const filled = fill(limit, lengths);
  expect(held(filled)).toBeLessThanOrEqual(Math.max(limit, 2 * MB));
  expect(filled.evicted).toEqual([...filled.evicted.keys()]);
  expect(filled.evicted.length).toBeGreaterThan(0);
  expect(filled.evicted.length).toBeLessThan(lengths.length);
});

test('items kept do not overlap', () => {
  const { places, evicted } = fill(
    4 * MB,
    Array.from({ length: 900 }, (_, item) => 1000 + (item % 17) * 500),
  );
  const kept = places.map((place, item) => ({ place, item })).filter(({ item }) => !evicted.includes(item));
  for (const { place, item } of kept) place.block.bytes.fill(item % 251, place.offset, place.offset + length(item));
  for (const { place, item } of kept) {
    const bytes = place.block.bytes.subarray(place.offset, place.offset + length(item));
    expect(bytes.every(byte => byte === item % 251)).toBe(true);
  }

  function length(item: number): number {
    return 1000 + (item % 17) * 500;
  }
});

test('a full ring uses its blocks again', () => {
  const { places } = fill(
    4 * MB,
    Array.from({ length: 5_000 }, () => 10_000),
  );
  expect(new Set(places.map(({ block }) => block.bytes)).size).toBe(3);
});

test('a cleared ring begins anew', () => {
  const filled = fill(
    2 * MB,
    Array.from({ length: 10 }, () => MB / 4),
  );
  const before = filled.evicted.length;
  filled.ring.clear();
  for (let item = 10; item < 16; item += 1) filled.ring.reserve(item, MB / 4);
  expect(filled.evicted.length).toBe(before);
});
