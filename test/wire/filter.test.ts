import { describe, expect, it } from 'vitest';
import { journeyOf } from '../../shared/findings/examples.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import { exchangesOf } from '../../shared/trace/journey.ts';
import { matches, parseFilter } from '../../shared/wire/filter.ts';

const JOURNEY = journeyOf(`
  PUT https://api.lab.test:8443/orders/7?full=1
  Origin: https://app.lab.test

  404 Not Found

  f1 delivers 404 Not Found
  Vary: Origin`);

const REPORT: JourneyReport = {
  id: 'j1',
  startedAt: '2026-01-31T10:00:00.000Z',
  facts: {
    pageOrigin: 'https://app.lab.test',
    apiOrigin: 'https://api.lab.test:8443',
    method: 'PUT',
    url: 'https://api.lab.test:8443/orders/7?full=1',
    credentials: { mode: 'unknown', cookies: false, authorization: false },
    preflight: 'missing',
  },
  category: 'actual',
  verdict: {
    outcome: 'blocked',
    phase: 'actual',
    code: 'MissingAllowOriginHeader',
    leg: 0,
    dependsOn: [],
    cases: [],
    steps: [],
    headline: '',
  },
  witness: null,
  findings: [
    {
      id: 'allow-origin-missing',
      severity: 'blocks',
      scenario: 's1',
      checks: [],
      layer: 'upstream',
      evidence: [],
      seen: '',
      why: '',
      change: '',
    },
  ],
  exchanges: ['e1'],
};

describe('matches', () => {
  it.each([
    ['', true],
    ['   ', true],
    ['orders', true],
    ['ORDERS', true],
    ['products', false],
    ['-products', true],
    ['https://api.lab.test:8443/orders', true],
    ['api.lab.test:8443', true],
    ['localhost:3000', false],
    ['verdict:blocked', true],
    ['verdict:allowed', false],
    ['-verdict:allowed', true],
    ['phase:actual', true],
    ['phase:preflight', false],
    ['code:missingalloworiginheader', true],
    ['code:MissingAllowOriginHeader', true],
    ['scenario:s1', true],
    ['scenario:s2', false],
    ['finding:allow-origin-missing', true],
    ['layer:upstream', true],
    ['layer:corscope', false],
    ['origin:https://app.lab.test', true],
    ['origin:app.lab', true],
    ['origin:www', false],
    ['host:api.lab.test', true],
    ['host:orders', false],
    ['path:/orders/', true],
    ['path:api', false],
    ['method:put', true],
    ['method:get', false],
    ['status:404', true],
    ['status:4xx', true],
    ['status:5xx', false],
    ['fix:f1', true],
    ['fix:f2', false],
    ['verdict:blocked method:put orders', true],
    ['verdict:blocked method:get orders', false],
    ['-', true],
  ])('"%s": %s', (text, expected) => {
    const { filter, problems } = parseFilter(text);
    expect(problems).toEqual([]);
    expect(matches(filter, REPORT, exchangesOf(JOURNEY))).toBe(expected);
  });
});

describe('parseFilter', () => {
  it.each([
    { text: 'colour:red', problem: '`colour` is not a field' },
    { text: 'toString:x', problem: '`tostring` is not a field' },
    { text: 'status:abc', problem: 'a status is a number such as 404' },
    { text: 'verdict:maybe', problem: 'a verdict is allowed' },
    { text: 'method:', problem: '`method:` needs a value' },
  ])('says what is wrong with "$text", and leaves it out', ({ text, problem }) => {
    const { filter, problems } = parseFilter(`${text} orders`);
    expect(problems).toEqual([expect.stringContaining(problem)]);
    expect(filter).toEqual([{ field: 'url', value: 'orders', negated: false }]);
  });
});
