import { describe, expect, it } from 'vitest';
import { factsOf } from '../../shared/cors/facts.ts';
import { headline } from '../../shared/cors/headline.ts';
import { judge } from '../../shared/cors/judge.ts';
import type { JudgeHints } from '../../shared/cors/judge-hints.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { API, exchangeOf, PAGE, preflightOf, putOf } from '../trace/exchange-of.ts';

function journeyOf(...exchanges: readonly Exchange[]): Journey {
  const collector = createCollector();
  for (const exchange of exchanges) collector.upsert(exchange);
  const [journey, ...others] = collector.journeys;
  if (journey === undefined || others.length > 0) throw new Error('these exchanges are not one journey');
  return journey;
}

const ALLOWED: readonly HeaderLine[] = [
  ['Access-Control-Allow-Origin', PAGE],
  ['Access-Control-Allow-Credentials', 'true'],
];
const RESET: Partial<Exchange> = { outcome: { kind: 'failed', reason: 'reset', detail: 'ECONNRESET' } };
const get = (answer: readonly HeaderLine[], more: Partial<Parameters<typeof exchangeOf>[0]> = {}) =>
  journeyOf(exchangeOf({ id: 'e1', answer, ...more }));
const asked = (answer: readonly HeaderLine[], more: Partial<Parameters<typeof preflightOf>[0]> = {}) =>
  journeyOf(preflightOf({ id: 'e1', answer, ...more }));

interface Row {
  readonly desc: string;
  readonly journey: Journey;
  readonly hints?: JudgeHints;
  readonly ends: string;
  readonly headline: string;
}

const ROWS: readonly Row[] = [
  {
    desc: 'an answer that names the page',
    journey: get(ALLOWED),
    ends: 'allowed',
    headline:
      'Allowed: the page at `https://app.example.com` may read the response of `https://api.example.com` (status 200).',
  },
  {
    desc: 'an answer without a word on CORS',
    journey: get([], { status: 500 }),
    ends: 'blocked actual MissingAllowOriginHeader',
    headline:
      'Blocked: the response to GET (status 500) has no Access-Control-Allow-Origin header; the request’s origin is `https://app.example.com`.',
  },
  {
    desc: 'two owners',
    journey: get([
      ['Access-Control-Allow-Origin', 'https://a'],
      ['access-control-allow-origin', 'https://b'],
    ]),
    ends: 'blocked actual MultipleAllowOriginValues',
    headline:
      'Blocked: 2 Access-Control-Allow-Origin lines reached the browser (`https://a, https://b`), but only one is allowed; the request’s origin is `https://app.example.com`.',
  },
  {
    desc: 'a star, and cookies were sent',
    journey: get([['Access-Control-Allow-Origin', '*']], { headers: { Origin: PAGE, Cookie: 'sid=1' } }),
    ends: 'blocked actual WildcardOriginNotAllowed',
    headline:
      'Blocked: Access-Control-Allow-Origin is `*`, which is not allowed for a request with credentials; the request’s origin is `https://app.example.com`.',
  },
  {
    desc: 'a star, and nothing says whether credentials were wanted',
    journey: get([['Access-Control-Allow-Origin', '*']]),
    ends: 'depends',
    headline:
      'Depends on the credentials mode: blocked with `include` (WildcardOriginNotAllowed), allowed with `same-origin` or `omit`.',
  },
  {
    desc: 'a star, and the page said that it wanted none',
    journey: get([['Access-Control-Allow-Origin', '*']]),
    hints: { credentials: 'omit' },
    ends: 'allowed',
    headline:
      'Allowed: the page at `https://app.example.com` may read the response of `https://api.example.com` (status 200).',
  },
  {
    desc: 'a slash too many',
    journey: get([['Access-Control-Allow-Origin', `${PAGE}/`]]),
    ends: 'blocked actual AllowOriginMismatch',
    headline:
      'Blocked: Access-Control-Allow-Origin is `https://app.example.com/`, not the request’s origin `https://app.example.com`.',
  },
  {
    desc: 'no origin at all',
    journey: get([['Access-Control-Allow-Origin', 'any']]),
    ends: 'blocked actual InvalidAllowOriginValue',
    headline:
      'Blocked: Access-Control-Allow-Origin is `any`, which is not a valid origin; the request’s origin is `https://app.example.com`.',
  },
  {
    desc: 'True is not true',
    journey: get([
      ['Access-Control-Allow-Origin', PAGE],
      ['Access-Control-Allow-Credentials', 'True'],
    ]),
    hints: { credentials: 'include' },
    ends: 'blocked actual InvalidAllowCredentials',
    headline:
      'Blocked: Access-Control-Allow-Credentials is `True`; for a request with credentials it must be exactly `true`.',
  },
  {
    desc: 'a preflight that no route answers',
    journey: asked(ALLOWED, { status: 405 }),
    ends: 'blocked preflight PreflightInvalidStatus',
    headline: 'Blocked at the preflight: the OPTIONS response has status 405; a preflight needs 200–299.',
  },
  {
    desc: 'a preflight sent elsewhere',
    journey: asked([...ALLOWED, ['Location', '/login']], { status: 302 }),
    ends: 'blocked preflight PreflightDisallowedRedirect',
    headline:
      'Blocked at the preflight: the OPTIONS response (status 302) redirects to `/login`; browsers do not follow a redirect of a preflight.',
  },
  {
    desc: 'a preflight answered without a word on CORS, whatever its status',
    journey: asked([], { status: 401 }),
    ends: 'blocked preflight PreflightMissingAllowOriginHeader',
    headline:
      'Blocked at the preflight: the response to OPTIONS (status 401) has no Access-Control-Allow-Origin header; the request’s origin is `https://app.example.com`.',
  },
  {
    desc: 'a method in lower case',
    journey: asked([...ALLOWED, ['Access-Control-Allow-Methods', 'put']]),
    ends: 'blocked preflight MethodDisallowedByPreflightResponse',
    headline:
      'Blocked at the preflight: Access-Control-Allow-Methods is `put` and does not list `PUT`; method names are case-sensitive.',
  },
  {
    desc: 'methods allowed, headers not',
    journey: asked([...ALLOWED, ['Access-Control-Allow-Methods', 'PUT']], { asks: 'authorization,x-trace' }),
    ends: 'blocked preflight HeaderDisallowedByPreflightResponse',
    headline:
      'Blocked at the preflight: Access-Control-Allow-Headers is missing, so the request header `authorization` is not allowed (the preflight asks for `authorization, x-trace`).',
  },
  {
    desc: 'a semicolon in a list of methods',
    journey: asked([...ALLOWED, ['Access-Control-Allow-Methods', 'GET; PUT']]),
    ends: 'blocked preflight InvalidAllowMethodsPreflightResponse',
    headline:
      'Blocked at the preflight: Access-Control-Allow-Methods `GET; PUT` is not a comma-separated list of methods.',
  },
  {
    desc: 'a redirect to a URL with a password',
    journey: get([...ALLOWED, ['Location', 'https://u:p@eu.example.com/']], { status: 302 }),
    hints: { redirect: 'follow' },
    ends: 'blocked redirect RedirectContainsCredentials',
    headline:
      'Blocked at a redirect: status 302 redirects to `https://u:p@eu.example.com/`: a URL with a user name or password is not allowed for cross-origin requests.',
  },
  {
    desc: 'a redirect that nobody followed',
    journey: get([...ALLOWED, ['Location', '/next']], { status: 302 }),
    ends: 'depends',
    headline: 'Depends on the redirect mode: blocked at the redirect with `follow` or `error`, allowed with `manual`.',
  },
  {
    desc: 'a connection that was closed',
    journey: get([], { status: null, more: RESET }),
    ends: 'not-cors actual',
    headline:
      'Not a CORS failure: no response to GET from `api.example.com`, because the connection was closed or reset before a response came (ECONNRESET).',
  },
  {
    desc: 'a same-origin request',
    journey: get([], { url: `${PAGE}/me`, headers: { 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'same-origin' } }),
    ends: 'not-cors',
    headline: 'Not decided by CORS: `GET https://app.example.com/me` is a same-origin request.',
  },
  {
    desc: 'a same-origin request seen behind the layer that ends TLS',
    journey: get([], {
      url: 'http://app.example.com/me',
      method: 'POST',
      headers: { Origin: PAGE, 'Sec-Fetch-Mode': 'cors', 'Sec-Fetch-Site': 'same-origin' },
    }),
    ends: 'not-cors',
    headline: 'Not decided by CORS: `POST http://app.example.com/me` is a same-origin request.',
  },
  {
    desc: 'a form that was sent to another site',
    journey: get([], { method: 'POST', headers: { Origin: PAGE, 'Upgrade-Insecure-Requests': '1' } }),
    ends: 'not-cors',
    headline:
      'Not decided by CORS: `POST https://api.example.com/orders` has request mode `navigate`, so there is no CORS check.',
  },
  {
    desc: 'a WebSocket',
    journey: get([], { status: 101, headers: { Origin: PAGE, Upgrade: 'websocket', 'Sec-WebSocket-Key': 'x' } }),
    ends: 'not-cors',
    headline:
      'Not decided by CORS: `GET https://api.example.com/orders` has request mode `websocket`, so there is no CORS check.',
  },
  {
    desc: 'an answer still awaited',
    journey: get([], { status: null }),
    ends: 'pending actual',
    headline: 'Pending: `GET https://api.example.com/orders` has no response yet.',
  },
  {
    desc: 'a 304 for an answer that was stored before the recording began',
    journey: get([], { status: 304, headers: { Origin: PAGE, 'If-None-Match': '"1"' } }),
    ends: 'depends actual',
    headline: 'Depends: status 304 makes the browser use the response in its cache, which is not recorded.',
  },
];

describe('judge', () => {
  it.each(ROWS)('$desc: $ends', ({ journey, hints, ends, headline: sentence }) => {
    const verdict = judge(journey, hints);
    const { outcome, phase, code } = verdict;
    expect([outcome, phase, code].filter(word => word !== null).join(' ')).toBe(ends);
    expect(headline(journey, verdict, factsOf(journey, hints))).toBe(sentence);
  });

  it('takes a request that was sent for proof that its preflight passed', () => {
    const star: HeaderLine[] = [
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Allow-Methods', '*'],
    ];
    const journey = journeyOf(preflightOf({ id: 'e1', answer: star }), putOf({ id: 'e2', at: 20, answer: star }));
    expect(judge(journey)).toMatchObject({ outcome: 'allowed', dependsOn: [] });
    expect(factsOf(journey).credentials.mode).toBe('same-origin');
  });

  it('takes a request that never came for proof that its preflight failed', () => {
    const journey = asked([
      ['Access-Control-Allow-Origin', '*'],
      ['Access-Control-Allow-Methods', 'PUT'],
    ]);
    expect(judge(journey).code).toBe('PreflightWildcardOriginNotAllowed');
    expect(factsOf(journey).credentials.mode).toBe('include');
  });

  it('waits for the request where the preflight passes either way', () => {
    const journey = asked([...ALLOWED, ['Access-Control-Allow-Methods', 'PUT']]);
    expect(judge(journey)).toMatchObject({ outcome: 'pending', phase: 'preflight' });
  });

  it('never takes a missing preflight for a failure', () => {
    const journey = journeyOf(putOf({ id: 'e1', answer: ALLOWED }));
    expect(judge(journey).outcome).toBe('allowed');
    expect(factsOf(journey).preflight).toBe('missing');
  });

  it('points at the very lines it read', () => {
    const journey = get([
      ['Date', 'x'],
      ['Access-Control-Allow-Origin', 'https://a'],
      ['Access-Control-Allow-Origin', 'https://b'],
    ]);
    expect(judge(journey).steps.at(-1)?.lines).toEqual([
      { exchange: 'e1', head: 'delivered', index: 1 },
      { exchange: 'e1', head: 'delivered', index: 2 },
    ]);
  });

  it('lists every case of what it depends on', () => {
    expect(judge(get([['Access-Control-Allow-Origin', '*']]))).toMatchObject({
      dependsOn: ['credentials'],
      cases: [
        { when: { credentials: 'include' }, outcome: 'blocked', phase: 'actual', code: 'WildcardOriginNotAllowed' },
        { when: { credentials: 'same-origin' }, outcome: 'allowed', phase: null, code: null },
        { when: { credentials: 'omit' }, outcome: 'allowed', phase: null, code: null },
      ],
    });
  });

  it('lets a cross-site Chromium that says nothing of storage access prove that no credentials were wanted', () => {
    const headers = {
      Origin: PAGE,
      'Sec-Fetch-Mode': 'cors',
      'Sec-Fetch-Site': 'cross-site',
      'User-Agent': 'Chrome/156.0',
    };
    expect(judge(get([['Access-Control-Allow-Origin', '*']], { headers })).outcome).toBe('allowed');
    expect(
      judge(get([['Access-Control-Allow-Origin', '*']], { headers: { ...headers, 'User-Agent': 'Firefox/153' } }))
        .outcome,
    ).toBe('depends');
  });

  it('uses the stored answer where a 304 tells the browser to', () => {
    const collector = createCollector();
    collector.upsert(
      exchangeOf({
        id: 'e1',
        answer: [
          ['ETag', '"1"'],
          ['Access-Control-Allow-Origin', 'https://www.example.com'],
        ],
      }),
    );
    const headers = { Origin: PAGE, 'If-None-Match': '"1"' };
    collector.upsert(exchangeOf({ id: 'e2', at: 20, status: 304, headers }));
    const verdict = judge(collector.journeys.at(-1) as Journey);
    expect(verdict.code).toBe('AllowOriginMismatch');
    expect(verdict.steps.at(-1)?.lines).toEqual([{ exchange: 'e1', head: 'delivered', index: 1 }]);
  });
});

/** A small linear congruential generator: the same odd values on every run. */
function* oddValues(count: number): Generator<string> {
  const pieces = [
    '*',
    'null',
    PAGE,
    API,
    ',',
    ' ',
    '\t',
    '"',
    '\0',
    '\u00e9',
    '\u00ff',
    '%',
    '[',
    ']',
    '://',
    '@',
    ':',
    '#',
    'true',
    'x'.repeat(300),
    ';',
    '/',
  ];
  let seed = 20_260_131;
  for (let made = 0; made < count; made += 1) {
    let value = '';
    do {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      value += pieces[seed % pieces.length] ?? '';
    } while (seed % 5 !== 0);
    yield value;
  }
}

const READ = [
  'Access-Control-Allow-Origin',
  'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Methods',
  'Access-Control-Allow-Headers',
  'Location',
];

describe('judge, whatever stands in the headers', () => {
  it('never throws, and always says something', () => {
    for (const value of oddValues(400)) {
      const lines = READ.map((name): HeaderLine => [name, value]);
      for (const journey of [
        get(lines),
        get(lines, { status: 302 }),
        asked(lines),
        asked(lines, { status: 307, asks: value }),
        get([], { headers: { Origin: value } }),
      ]) {
        const verdict = judge(journey);
        expect(headline(journey, verdict, factsOf(journey))).toMatch(/\.$/);
      }
    }
  });

  it('does not look at the letter case of names, nor at other lines', () => {
    const bare = ({ outcome, phase, code, cases }: ReturnType<typeof judge>) => ({ outcome, phase, code, cases });
    for (const value of oddValues(200)) {
      const lines = READ.map((name): HeaderLine => [name, value]);
      const noisy = lines.flatMap(([name, value], index): HeaderLine[] => [
        [`X-${index}`, value],
        [index % 2 ? name.toLowerCase() : name.toUpperCase(), value],
      ]);
      for (const status of [200, 302, 404]) {
        expect(bare(judge(get(noisy, { status })))).toEqual(bare(judge(get(lines, { status }))));
        expect(bare(judge(asked(noisy, { status })))).toEqual(bare(judge(asked(lines, { status }))));
      }
    }
  });
});
