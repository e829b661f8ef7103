import { describe, expect, test } from 'vitest';
import { type Route, readRoute, writeRoute } from '../../dashboard/lib/route.ts';

const NOTHING: Route = {
  view: 'traffic',
  filter: '',
  group: null,
  journey: null,
  compared: null,
  lane: null,
  parts: [],
  scope: null,
  failing: false,
  labCase: null,
};

describe('the address', () => {
  const places: readonly { desc: string; place: Partial<Route>; address: string }[] = [
    { desc: 'a view alone', place: { view: 'matrix' }, address: '#matrix' },
    {
      desc: 'filter, groups and a comparison',
      place: { filter: 'verdict:blocked host:a/b', group: 'cause', journey: 'j7', compared: 'j3' },
      address: '#traffic?filter=verdict:blocked+host:a/b&group=cause&journey=j7&with=j3',
    },
    {
      desc: 'a filter with marks of the address’ own',
      place: { filter: 'header:vary="a, b" path:/x?y=1&z=#%41+1' },
      address: '#traffic?filter=header:vary%3D%22a,+b%22+path:/x%3Fy%3D1%26z%3D%23%2541%2B1',
    },
    {
      desc: 'what of a journey is open',
      place: { journey: 'j7', lane: 'e8', parts: ['headers', 'raw', 'recipe'] },
      address: '#traffic?journey=j7&lane=e8&show=headers,raw,recipe',
    },
    {
      desc: 'what the checklist is walked over',
      place: { view: 'checklist', scope: 'https://api.lab.test', failing: true },
      address: '#checklist?scope=https://api.lab.test&only=fail',
    },
    {
      desc: 'the lab’s case, and what stands in the other views',
      place: { view: 'lab', filter: 'me', journey: 'jw2', labCase: 'origin-www' },
      address: '#lab?filter=me&journey=jw2&case=origin-www',
    },
  ];

  test.each(places)('holds $desc, and is read back', ({ place, address }) => {
    const route = { ...NOTHING, ...place };
    expect(writeRoute(route)).toBe(address);
    expect(readRoute(address)).toEqual(route);
  });

  test.each([
    { desc: 'nothing', address: '', place: {} },
    { desc: 'an unknown view', address: '#nowhere?group=colour', place: {} },
    { desc: 'empty fields', address: '#traffic?journey=&with=&lane=&show=&scope=&case=', place: {} },
    {
      desc: 'unknown parts, in any order',
      address: '#traffic?show=raw,colour,headers',
      place: { parts: ['headers', 'raw'] },
    },
    {
      desc: 'a mark written as a browser may',
      address: '#checklist?scope=https%3A%2F%2Fa.test',
      place: { view: 'checklist', scope: 'https://a.test' },
    },
  ])('makes the best of $desc', ({ address, place }) => {
    expect(readRoute(address)).toEqual({ ...NOTHING, ...place });
  });
});
