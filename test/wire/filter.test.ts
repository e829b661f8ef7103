import { describe, expect, it } from 'vitest';
import { exchangeOf, journeyOf, withTrail } from '../../shared/findings/examples.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { allExchangesOf, exchangesOf } from '../../shared/trace/journey.ts';
import { matches, parseFilter } from '../../shared/wire/filter.ts';
import { filterProblemText } from '../../shared/wire/filter-problem.ts';
import { quoted, wordsOf } from '../../shared/wire/filter-words.ts';

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
    ['category:actual', true],
    ['category:preflight', false],
    ['tap:proxy', true],
    ['tap:gateway', false],
    ['header:vary', true],
    ['header:VARY=ORIGIN', true],
    ['header:vary=accept', false],
    ['header:origin=https://app.lab.test', true],
    ['header:var', false],
    ['-header:access-control-allow-origin', true],
    ['has:fix', true],
    ['has:findings', true],
    ['has:witness', false],
    ['-has:preflight', true],
    ['"orders/7"', true],
    ['path:"orders/7"', true],
    ['path:/"orders"/7', true],
    ['"verdict:blocked"', false],
    ['path:"a b"', false],
    ['-path:"a b" orders', true],
    ['-', true],
    ['""', true],
  ])('"%s": %s', (text, expected) => {
    const { filter, problems } = parseFilter(text);
    expect(problems).toEqual([]);
    expect(matches(filter, REPORT, exchangesOf(JOURNEY))).toBe(expected);
  });
});

/** What a proxy forwards, and what a tap behind a gateway sees of it. */
const TRAILED = withTrail(
  exchangeOf(
    `GET https://api.lab.test/me
     Origin: https://app.lab.test

     502 Bad Gateway
     X-Note: two  words, "quoted"`,
    1,
  ),
  exchangeOf(
    `GET http://127.0.0.1:3000/internal/me
     X-Forwarded-For: 127.0.0.1

     200 OK
     Set-Cookie: sid=1`,
    2,
    'app',
  ),
);

const REDIRECTED = journeyOf(`
  GET https://api.lab.test/old
  Origin: https://app.lab.test
  Authorization: Bearer x
  Cookie: sid=1

  302 Found
  Location: /new`);

const FAILED = journeyOf(`
  GET https://api.lab.test/me
  Origin: https://app.lab.test

  refused ECONNREFUSED`);

const PREFLIGHT = journeyOf(`
  OPTIONS https://api.lab.test/orders/7
  Origin: https://app.lab.test
  Access-Control-Request-Method: PUT

  405 Method Not Allowed`);

describe('what a journey has', () => {
  it.each([
    { desc: 'a status at a tap further on', journey: TRAILED, text: 'status:200', holds: true },
    { desc: 'a status nowhere', journey: TRAILED, text: 'status:404', holds: false },
    { desc: 'a tap further on', journey: TRAILED, text: 'tap:app', holds: true },
    { desc: 'a header that only a tap further on saw', journey: TRAILED, text: 'header:x-forwarded-for', holds: true },
    { desc: 'a URL that only a tap further on saw', journey: TRAILED, text: '127.0.0.1:3000/internal', holds: true },
    { desc: 'a value with spaces', journey: TRAILED, text: 'header:x-note="two  words"', holds: true },
    { desc: 'a value with quotes', journey: TRAILED, text: 'header:x-note="words, \\"quoted\\""', holds: true },
    { desc: 'several taps', journey: TRAILED, text: 'has:taps', holds: true },
    { desc: 'one tap', journey: FAILED, text: 'has:taps', holds: false },
    { desc: 'a cookie that is set further on', journey: TRAILED, text: 'has:cookies', holds: true },
    { desc: 'a cookie that is sent', journey: REDIRECTED, text: 'has:cookies', holds: true },
    { desc: 'no cookie', journey: FAILED, text: 'has:cookies', holds: false },
    { desc: 'a credential', journey: REDIRECTED, text: 'has:authorization', holds: true },
    { desc: 'no credential', journey: FAILED, text: 'has:authorization', holds: false },
    { desc: 'a redirect', journey: REDIRECTED, text: 'has:redirect', holds: true },
    { desc: 'no redirect', journey: TRAILED, text: 'has:redirect', holds: false },
    { desc: 'a network that failed', journey: FAILED, text: 'has:error', holds: true },
    { desc: 'an error that somebody answered with', journey: TRAILED, text: 'has:error', holds: false },
    { desc: 'a preflight', journey: PREFLIGHT, text: 'has:preflight', holds: true },
    { desc: 'no preflight', journey: TRAILED, text: 'has:preflight', holds: false },
    { desc: 'no fix', journey: TRAILED, text: 'has:fix', holds: false },
    { desc: 'a category', journey: PREFLIGHT, text: 'category:preflight', holds: true },
  ])('$desc: $text', ({ journey, text, holds }) => {
    const { filter, problems } = parseFilter(text);
    expect(problems).toEqual([]);
    expect(matches(filter, reportOf(journey), allExchangesOf(journey))).toBe(holds);
  });
});

describe('parseFilter', () => {
  it.each([
    { text: 'colour:red', problem: '`colour` is not a field' },
    { text: 'toString:x', problem: '`tostring` is not a field' },
    { text: 'status:abc', problem: 'a status is a number such as 404' },
    { text: 'verdict:maybe', problem: 'a verdict is allowed' },
    { text: 'category:cors', problem: 'a category is ok' },
    { text: 'has:luck', problem: 'a journey has preflight, redirect' },
    { text: 'header:"a b"', problem: 'a header is its name, or name=value' },
    { text: 'method:', problem: '`method:` needs a value' },
    { text: 'path:""', problem: '`path:` needs a value' },
  ])('says what is wrong with "$text", and leaves it out', ({ text, problem }) => {
    const { filter, problems } = parseFilter(`${text} orders`);
    expect(problems.map(filterProblemText)).toEqual([expect.stringContaining(problem)]);
    expect(filter).toEqual([{ field: 'url', value: 'orders', negated: false }]);
  });

  it.each([
    { desc: 'the second word', text: 'me  -colour:red you', word: '-colour:red' },
    { desc: 'a quoted value', text: 'me verdict:"not so" you', word: 'verdict:"not so"' },
    { desc: 'a quote that nothing ends', text: 'me path:"a b', word: 'path:"a b' },
    { desc: 'a quote that ends in a backslash', text: 'me path:"a\\', word: 'path:"a\\' },
  ])('points at the word: $desc', ({ text, word }) => {
    const [problem, ...others] = parseFilter(text).problems;
    expect(others).toEqual([]);
    expect(text.slice(problem?.at, (problem?.at ?? 0) + (problem?.length ?? 0))).toBe(word);
  });

  it('names every problem', () => {
    expect(parseFilter('a:b c status:x path:"').problems.map(({ reason }) => reason)).toEqual([
      'no-field',
      'bad-value',
      'open-quote',
    ]);
  });
});

describe('quoted', () => {
  it.each(['plain', 'a b', 'a"b', 'a\\b', ' a "b\\" ', 'tab\there'])('is read back: %s', value => {
    expect(wordsOf(`x path:${quoted(value)} y`).map(word => word.value)).toEqual(['x', value, 'y']);
  });
});
