import { describe, expect, it } from 'vitest';
import { completionsOf } from '../../dashboard/lib/filter-text.ts';

const HOSTS = () => ['api.example.com', 'cdn.example.com'];

const ROWS = [
  { desc: 'a field that begins so', text: 'verdict:blocked meth', filters: ['verdict:blocked method:'] },
  { desc: 'values that are there', text: '-host:cdn', filters: ['-host:cdn.example.com '] },
  {
    desc: "a line pasted from Chromium's console",
    text: "blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    filters: ['code:MissingAllowOriginHeader '],
  },
  { desc: 'a sentence about something else', text: 'Uncaught TypeError: x is not a function', filters: [] },
];

describe('ways to go on with a filter', () => {
  it.each(ROWS)('$desc', ({ text, filters }) => {
    expect(completionsOf(text, HOSTS).map(({ filter }) => filter)).toEqual(filters);
  });
});
