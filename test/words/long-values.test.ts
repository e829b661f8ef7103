import { describe, expect, it } from 'vitest';
import { journeyOf } from '../../shared/findings/examples.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { suggestFixes } from '../../shared/fixes/suggest.ts';

const ORIGIN = `https://${'a-label.'.repeat(250)}test`;
const NAMES = Array.from({ length: 400 }, (_, index) => `x-header-${index}`).join(', ');

const ROWS = [
  {
    desc: 'an origin of 2 KB that another one is allowed for',
    journey: journeyOf(`
      GET https://api.lab.test/me
      Origin: ${ORIGIN}

      200 OK
      Access-Control-Allow-Origin: ${ORIGIN}/`),
  },
  {
    desc: 'an origin of 2 KB, and no header at all',
    journey: journeyOf(`
      GET https://api.lab.test/me
      Origin: ${ORIGIN}

      500 Internal Server Error`),
  },
  {
    desc: 'a list of headers of 5 KB, asked for and not allowed',
    journey: journeyOf(`
      OPTIONS https://api.lab.test/orders/7
      Origin: https://app.lab.test
      Access-Control-Request-Method: PUT
      Access-Control-Request-Headers: ${NAMES.replaceAll(' ', '')}

      204 No Content
      Access-Control-Allow-Origin: https://app.lab.test
      Access-Control-Allow-Methods: PUT
      Access-Control-Allow-Headers: ${NAMES.replaceAll('x-header', 'y-header')}`),
  },
  {
    desc: 'a URL of 4 KB',
    journey: journeyOf(`
      GET https://api.lab.test/${'segment/'.repeat(500)}
      Origin: https://app.lab.test

      200 OK`),
  },
];

/** Some sentences have several values, of which each may be 200 characters long. */
const MOST = 1200;

describe('a value that is too long for a sentence', () => {
  it.each(ROWS)('is cut short everywhere: $desc', ({ journey }) => {
    const { verdict, findings } = reportOf(journey);
    const suggested = suggestFixes(journey);
    const texts = [
      verdict.headline,
      ...verdict.steps.map(({ check }) => check),
      ...findings.flatMap(({ seen, why, change }) => [seen, why, change]),
      ...suggested.flatMap(({ fix, why, assumes }) => [fix.title, why, ...assumes.map(({ sentence }) => sentence)]),
    ];
    expect(texts.length).toBeGreaterThan(5);
    expect(texts.filter(text => text.length > MOST)).toEqual([]);
    expect(texts.some(text => text.includes('…'))).toBe(true);
  });
});
