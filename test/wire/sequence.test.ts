import { describe, expect, it } from 'vitest';
import { Parts } from '../../shared/wire/sequence.ts';

const ROWS = [
  { desc: 'of nothing', parts: [] },
  { desc: 'of one part', parts: [['a', 'b', 'c']] },
  { desc: 'of several, unlike in length', parts: [['a'], ['b', 'c', 'd'], ['e', 'f'], ['g']] },
];

describe('a list in parts', () => {
  it.each(ROWS)('$desc is read as an array would be', ({ parts }) => {
    const array = parts.flat();
    const list = new Parts(parts);
    const places = Array.from({ length: 20 }, (_, at) => at - 10);
    expect(list.length).toBe(array.length);
    expect([...list]).toEqual(array);
    expect(places.map(at => list.at(at))).toEqual(places.map(at => array.at(at)));
    for (const from of places)
      for (const to of places) expect(list.slice(from, to), `${from} to ${to}`).toEqual(array.slice(from, to));
    expect(list.slice()).toEqual(array);
    expect(['a', 'd', 'g', 'x'].map(item => list.indexOf(item))).toEqual(
      ['a', 'd', 'g', 'x'].map(item => array.indexOf(item)),
    );
  });
});
