import { describe, expect, it } from 'vitest';
import { completionsOf, hasTerm, toggleTerm } from '../../dashboard/lib/filter-text.ts';
import { valuesThere } from '../../dashboard/lib/filter-values.ts';
import { exchangeOf, withTrail } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';

const THERE: Readonly<Record<string, readonly string[]>> = {
  host: ['api.example.com', 'cdn.example.com'],
  path: ['a b', 'c'],
};

const ROWS = [
  { desc: 'a field that begins so', text: 'verdict:blocked meth', filters: ['verdict:blocked method:'] },
  { desc: 'values that are there', text: '-host:cdn', filters: ['-host:cdn.example.com '] },
  { desc: 'a value with spaces, quoted', text: 'me "a b" path:"a', filters: ['me "a b" path:"a b" '] },
  { desc: 'behind a finished quote, the next field', text: 'path:"a b" verd', filters: ['path:"a b" verdict:'] },
  { desc: 'inside of an open quote, no field', text: 'origin:"a verd', filters: [] },
  {
    desc: "a line pasted from Chromium's console",
    text: "blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    filters: ['code:MissingAllowOriginHeader '],
  },
  { desc: 'a sentence about something else', text: 'Uncaught TypeError: x is not a function', filters: [] },
];

describe('ways to go on with a filter', () => {
  it.each(ROWS)('$desc', ({ text, filters }) => {
    expect(completionsOf(text, field => THERE[field] ?? []).map(({ filter }) => filter)).toEqual(filters);
  });
});

const JOURNEY = withTrail(
  exchangeOf(
    `GET https://api.lab.test/me
     Origin: https://app.lab.test
     Authorization: Bearer sesame
     X-Api-Key: sesame

     200 OK
     Vary: Origin, Accept`,
    1,
  ),
  exchangeOf('GET http://app.test/me\n\n503 Service Unavailable\nVary: Cookie', 2, 'app'),
);

describe('values that are there', () => {
  it.each([
    { field: 'tap', typed: '', values: ['proxy', 'app'] },
    { field: 'status', typed: '', values: ['200', '503'] },
    { field: 'has', typed: '', values: expect.arrayContaining(['preflight', 'taps']) },
    { field: 'category', typed: '', values: expect.arrayContaining(['not-cors']) },
    { field: 'header', typed: '', values: ['host', 'vary', 'origin', 'authorization', 'x-api-key'] },
    { field: 'header', typed: 'vary=', values: ['vary=Origin, Accept', 'vary=Cookie'] },
    { field: 'header', typed: 'authorization=', values: [] },
    { field: 'header', typed: 'x-api-key=s', values: [] },
    { field: 'nothing', typed: '', values: [] },
  ])('$field:$typed', ({ field, typed, values }) => {
    expect(valuesThere(field, typed, [JOURNEY], reportOf)).toEqual(values);
  });
});

describe('a click on a count', () => {
  it('leaves quoted values whole', () => {
    const filter = toggleTerm('path:"a verdict:blocked b"', 'verdict:blocked');
    expect(filter).toBe('path:"a verdict:blocked b" verdict:blocked');
    expect(hasTerm(filter, 'verdict:blocked')).toBe(true);
    expect(toggleTerm(filter, 'verdict:blocked')).toBe('path:"a verdict:blocked b"');
  });
});
