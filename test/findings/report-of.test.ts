import { describe, expect, it } from 'vitest';
import { blame } from '../../shared/findings/blame.ts';
import { exchangeOf, journeyOf, lastJourney } from '../../shared/findings/examples.ts';
import { isBeforeProduction, isLocal, originDifference } from '../../shared/findings/origin-difference.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { askedWith } from '../support/asked-with.ts';

const CROSS = 'GET https://api.lab.test/me\nOrigin: https://app.lab.test';

describe('reportOf', () => {
  it('concludes everything from the journey alone', () => {
    const journey = journeyOf(`${CROSS}\n\n401 Unauthorized`);
    expect(reportOf(journey)).toMatchObject({
      id: 'j1',
      startedAt: '2026-01-31T10:00:00.100Z',
      facts: { pageOrigin: 'https://app.lab.test', apiOrigin: 'https://api.lab.test' },
      verdict: { outcome: 'blocked', code: 'MissingAllowOriginHeader', headline: expect.stringMatching(/\.$/) },
      witness: null,
      findings: [
        {
          id: 'allow-origin-missing',
          severity: 'blocks',
          scenario: 's1',
          checks: [
            's1.acao-present',
            'app.errors',
            'mistake.success-only',
            's7.cors-on-401',
            's7.is-401',
            'policy.errors',
          ],
          layer: 'upstream',
          seen: '`GET https://api.lab.test/me` returned `401 Unauthorized` without Access-Control-Allow-Origin.',
        },
      ],
      exchanges: ['e1'],
    });
  });

  it('lets a finding that only blocks under a condition be a risk', () => {
    const journey = journeyOf(`${CROSS}\n\n200 OK\nAccess-Control-Allow-Origin: *`);
    expect(reportOf(journey)).toMatchObject({
      verdict: { outcome: 'depends' },
      findings: [{ id: 'star-with-credentials', severity: 'risks' }],
    });
  });

  it('takes the page’s own word where there is one', () => {
    const journey = journeyOf(`${CROSS}\n\n200 OK\nAccess-Control-Allow-Origin: *`);
    expect(reportOf(askedWith(journey, { credentials: 'omit' }))).toMatchObject({
      verdict: { outcome: 'allowed' },
      findings: [],
    });
    expect(reportOf(askedWith(journey, { credentials: 'include' }))).toMatchObject({
      findings: [{ severity: 'blocks' }, { id: 'credentials-needless' }],
    });
  });
});

describe('blame', () => {
  const ANSWER = '200 OK\nVary: Origin';
  it.each([
    { desc: 'an answer delivered as it came', text: ANSWER, header: null, layer: 'upstream' },
    {
      desc: 'a header that a fix added',
      text: `${ANSWER}\n\nf1 delivers ${ANSWER}\nX-A: b`,
      header: 'X-A',
      layer: 'corscope',
    },
    {
      desc: 'a header beside it',
      text: `${ANSWER}\n\nf1 delivers ${ANSWER}\nX-A: b`,
      header: 'Vary',
      layer: 'upstream',
    },
    { desc: 'a status that a fix changed', text: `${ANSWER}\n\nf1 delivers 204`, header: null, layer: 'corscope' },
    { desc: 'no answer at all', text: 'refused', header: null, layer: 'upstream' },
  ])('$desc: $layer', ({ text, header, layer }) => {
    const exchange = exchangeOf(`${CROSS}\n\n${text}`, 1);
    expect(blame({ journey: lastJourney([exchange]), exchange }, header)).toBe(layer);
  });
});

describe('originDifference', () => {
  it.each([
    ['https://app.lab.test/', 'trailing slash'],
    ['https://app.lab.test/shop', 'a path after the origin'],
    ['HTTPS://App.lab.test', 'different letter case'],
    ['http://app.lab.test', 'scheme `http` instead of `https`'],
    ['https://app.lab.test:8443', 'port `8443` instead of `default`'],
    ['https://www.app.lab.test', 'with `www.`'],
    ['https://other.test', 'a different host'],
    ['http://localhost:3000', 'scheme `http` instead of `https`, a different host, port `3000` instead of `default`'],
    ['app.lab.test', 'no scheme'],
    ['https://*.lab.test', 'a pattern: `*` works only on its own'],
    ['null', 'the opaque origin `null`, which sandboxed pages and cross-origin redirects send'],
    ['https://app.lab.test:', 'written differently'],
    ['nonsense', 'not an origin'],
  ])('%s: %s', (allowed, difference) => {
    expect(originDifference(allowed, 'https://app.lab.test')).toBe(difference);
  });

  it.each([
    ['https://www.lab.test', 'https://lab.test', 'with `www.`'],
    ['https://lab.test', 'https://www.lab.test', 'without `www.`'],
    ['https://lab.test', 'null', 'the request’s origin is opaque'],
  ])('%s for %s: %s', (allowed, origin, difference) => {
    expect(originDifference(allowed, origin)).toBe(difference);
  });
});

describe('isLocal', () => {
  it.each([
    ['http://localhost:3000', true],
    ['https://app.localhost', true],
    ['http://127.0.0.1:8080', true],
    ['http://[::1]:8080', true],
    ['https://localhost.example', false],
    ['https://app.lab.test', false],
  ])('%s: %s', (origin, expected) => {
    expect(isLocal(origin)).toBe(expected);
  });
});

describe('isBeforeProduction', () => {
  it.each([
    ['http://localhost:3000', true],
    ['https://staging.shop.example', true],
    ['https://shop-dev.example.com', true],
    ['https://web.dev', false],
    ['https://developers.example', false],
    ['https://app.lab.test', false],
  ])('%s: %s', (origin, expected) => {
    expect(isBeforeProduction(origin)).toBe(expected);
  });
});
