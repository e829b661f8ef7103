import { describe, expect, it } from 'vitest';
import { factsOf } from '../../shared/cors/facts.ts';
import { judge } from '../../shared/cors/judge.ts';
import { hintsOf } from '../../shared/cors/judge-hints.ts';
import { settled } from '../../shared/cors/settled.ts';
import { journeyOf } from '../../shared/findings/examples.ts';
import { finalReportOf, reportOf } from '../../shared/findings/report-of.ts';
import { suggestFixes } from '../../shared/fixes/suggest.ts';
import { whatIf } from '../../shared/fixes/what-if.ts';
import type { Asked } from '../../shared/trace/asked.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';

/** Without the page's word, whether it is blocked depends. */
const STAR = journeyOf(`
  GET https://api.lab.test/me
  Origin: https://app.lab.test

  200 OK
  Access-Control-Allow-Origin: *`);

const PREFLIGHTED = journeyOf(
  `
  OPTIONS https://api.lab.test/me
  Origin: https://app.lab.test
  Access-Control-Request-Method: PUT

  204 No Content
  Access-Control-Allow-Origin: https://app.lab.test
  Access-Control-Allow-Methods: PUT
  Access-Control-Allow-Credentials: true`,
  `
  PUT https://api.lab.test/me
  Origin: https://app.lab.test

  200 OK
  Access-Control-Allow-Origin: https://app.lab.test`,
);

function told(journey: Journey, request: Asked | null, preflight: Asked | null = null): Journey {
  const tell = (exchange: Exchange | null, asked: Asked | null) =>
    exchange && (asked ? { ...exchange, asked } : exchange);
  const legs = journey.legs.map(leg => ({
    ...leg,
    request: tell(leg.request, request),
    preflight: tell(leg.preflight, preflight),
  }));
  return { ...journey, legs };
}

describe('hintsOf', () => {
  it.each([
    { desc: 'nobody told', journey: PREFLIGHTED, hints: {} },
    { desc: 'the request’s word', journey: told(PREFLIGHTED, { credentials: 'omit' }), hints: { credentials: 'omit' } },
    { desc: 'the preflight’s word', journey: told(PREFLIGHTED, null, { mode: 'cors' }), hints: { mode: 'cors' } },
    {
      desc: 'the request’s word before the preflight’s, each for what it says',
      journey: told(PREFLIGHTED, { credentials: 'include' }, { credentials: 'omit', mode: 'cors' }),
      hints: { credentials: 'include', mode: 'cors' },
    },
  ])('$desc', ({ journey, hints }) => {
    expect(hintsOf(journey)).toEqual(hints);
  });
});

describe('what the page asked for decides alike', () => {
  it.each([
    { credentials: 'include', outcome: 'blocked', suggested: true },
    { credentials: 'omit', outcome: 'allowed', suggested: false },
  ] as const)('with $credentials: $outcome, wherever it is asked', ({ credentials, outcome, suggested }) => {
    const journey = told(STAR, { credentials });
    expect(judge(STAR).outcome).toBe('depends');
    expect(judge(journey).outcome).toBe(outcome);
    expect(reportOf(journey).verdict.outcome).toBe(outcome);
    expect(factsOf(journey).credentials.mode).toBe(credentials);
    expect(whatIf([journey], []).results[0]?.before.outcome).toBe(outcome);
    expect(suggestFixes(journey).length > 0).toBe(suggested);
  });

  it('what a fix would do is foreseen for that request alone', () => {
    const fix = {
      id: 'f1',
      title: 'Credentials',
      enabled: true,
      when: {},
      do: [{ op: 'set', header: 'Access-Control-Allow-Origin', value: 'https://other.test' }],
    } as const;
    const [result] = whatIf([told(STAR, { mode: 'no-cors' })], [{ ...fix, do: [...fix.do] }]).results;
    expect(result?.before.outcome).toBe('not-cors');
    expect(result?.after.outcome).toBe('not-cors');
  });
});

describe('settled', () => {
  const open = journeyOf(`
    GET https://api.lab.test/me
    Origin: https://app.lab.test`);
  const preflightOnly: Journey = { ...PREFLIGHTED, legs: PREFLIGHTED.legs.map(leg => ({ ...leg, request: null })) };

  it.each([
    {
      desc: 'an answer that never came',
      journey: open,
      outcome: 'not-cors',
      headline: 'Not a CORS failure: the recording ends before a response to GET came.',
    },
    {
      desc: 'a request that never came',
      journey: preflightOnly,
      outcome: 'depends',
      headline: 'Depends: the preflight passed, and no response to the request itself is recorded.',
    },
  ])('$desc: $outcome', ({ journey, outcome, headline }) => {
    expect(judge(journey).outcome).toBe('pending');
    expect(finalReportOf(journey).verdict).toMatchObject({ outcome, headline });
  });

  it('leaves a verdict that has been reached as it is', () => {
    const verdict = judge(STAR);
    expect(settled(STAR, verdict)).toBe(verdict);
  });
});
