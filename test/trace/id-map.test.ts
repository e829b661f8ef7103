import { describe, expect, it } from 'vitest';
import { IdMap } from '../../shared/trace/id-map.ts';

/** Ids of corscope's own, and what stands in a file that somebody else wrote. */
const IDS = [
  'e7',
  'e70',
  'e0',
  'e07',
  'j7',
  'jw7',
  'jw12',
  'w7',
  'e',
  '',
  '7',
  '77',
  '707',
  'abc',
  'abc7',
  'e1e3',
  'e1000',
  'e-7',
];
const MORE = [
  'e1.5',
  'e 7',
  'e7 ',
  'e99999999999999999999',
  'e9999999999999999999',
  'p1.e3',
  'é7',
  '07',
  'x',
  '__proto__',
];
const ALL = [...IDS, ...MORE];

describe('a map by ids', () => {
  it('tells every two of them apart', () => {
    const map = new IdMap<string>();
    for (const id of ALL) map.set(id, `of ${id}`);
    expect(ALL.map(id => map.get(id))).toEqual(ALL.map(id => `of ${id}`));
    expect(map.size).toBe(ALL.length);
    expect([...map.values()].sort()).toEqual(ALL.map(id => `of ${id}`).sort());
  });

  it.each(ALL)('forgets %j, and no other', id => {
    const map = new IdMap<string>();
    for (const other of ALL) map.set(other, other);
    expect([map.delete(id), map.delete(id)]).toEqual([true, false]);
    expect(ALL.filter(other => !map.has(other))).toEqual([id]);
    expect(map.size).toBe(ALL.length - 1);
  });

  it('holds the last value of each', () => {
    const map = new IdMap<number>();
    map.set('e7', 1);
    map.set('e7', 2);
    expect([map.get('e7'), map.size]).toEqual([2, 1]);
    map.clear();
    expect([map.get('e7'), map.size]).toEqual([undefined, 0]);
  });
});
