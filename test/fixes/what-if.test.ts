import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/cors/judge.ts';
import { journeyOf, withChanges } from '../../shared/findings/examples.ts';
import { applyToExchange } from '../../shared/fixes/apply-to-exchange.ts';
import type { Fix, Operation } from '../../shared/fixes/fix.ts';
import { hypothetical } from '../../shared/fixes/hypothetical.ts';
import { compileFixes } from '../../shared/fixes/scope.ts';
import { whatIf } from '../../shared/fixes/what-if.ts';
import { parseRequestHead, parseResponseHead } from '../../shared/http/head.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { exchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { exampleFix } from './heads.ts';

const ALLOW: Operation = { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' };
const CREDENTIALS: Operation = { op: 'set', header: 'Access-Control-Allow-Credentials', value: 'true' };
const STAR: Operation = { op: 'set', header: 'Access-Control-Allow-Origin', value: '*' };
const METHODS: Operation = { op: 'set', header: 'Access-Control-Allow-Methods', value: '{request-method}' };
const NONE: Operation = { op: 'remove', header: 'Access-Control-Allow-Origin' };

const MISSING = journeyOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK');
const STAR_WITHOUT = journeyOf(
  'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK\nAccess-Control-Allow-Origin: *',
);
const PREFLIGHT = `
  OPTIONS https://api.lab.test/orders/7
  Origin: https://app.lab.test
  Access-Control-Request-Method: PUT`;
const REFUSED = journeyOf(`${PREFLIGHT}\n\n405 Method Not Allowed`);
const GOOD = `Access-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true`;
const WORKING = journeyOf(
  `${PREFLIGHT}\n\n204 No Content\n${GOOD}\nAccess-Control-Allow-Methods: PUT`,
  `PUT https://api.lab.test/orders/7\nOrigin: https://app.lab.test\n\n200 OK\n${GOOD}`,
);
const GET = 'GET https://api.lab.test/me\nOrigin: https://app.lab.test';
const REDIRECT = journeyOf(`${GET}\n\n302 Found\nLocation: https://eu.lab.test/me`);
const SAME_ORIGIN = journeyOf('GET https://app.lab.test/me\n\n200 OK');

function only(journey: Journey): Exchange {
  const [exchange] = exchangesOf(journey);
  if (exchange === undefined) throw new Error('no exchange');
  return exchange;
}

describe('whatIf', () => {
  interface Row {
    readonly desc: string;
    readonly journey: Journey;
    readonly fix: Partial<Fix>;
    readonly after: object;
    readonly summary: string;
    readonly assumes?: readonly string[];
  }
  const rows: Row[] = [
    {
      desc: 'a mended answer',
      journey: MISSING,
      fix: { do: [ALLOW, CREDENTIALS] },
      after: { outcome: 'allowed' },
      summary: 'mended',
    },
    {
      desc: 'a fix that is switched off is tried all the same',
      journey: MISSING,
      fix: { enabled: false, do: [ALLOW, CREDENTIALS] },
      after: { outcome: 'allowed' },
      summary: 'mended',
    },
    {
      desc: 'half a mend',
      journey: MISSING,
      fix: { do: [ALLOW] },
      after: { outcome: 'depends', dependsOn: ['credentials'] },
      summary: 'unchanged',
    },
    {
      desc: 'a fix out of scope',
      journey: MISSING,
      fix: { when: { phase: 'preflight' }, do: [ALLOW] },
      after: { outcome: 'blocked', code: 'MissingAllowOriginHeader' },
      summary: 'unchanged',
    },
    {
      desc: 'an answered preflight, for the preflight alone',
      journey: REFUSED,
      fix: { do: [{ op: 'answer', status: 204 }, ALLOW, CREDENTIALS, METHODS] },
      after: { outcome: 'allowed', phase: 'preflight', code: null },
      summary: 'mended',
      assumes: ['answer-comes'],
    },
    {
      desc: 'the same, with nothing for the request after it',
      journey: REFUSED,
      fix: { when: { phase: 'preflight' }, do: [{ op: 'answer', status: 204 }, ALLOW, CREDENTIALS, METHODS] },
      after: { outcome: 'allowed', phase: 'preflight', code: null },
      summary: 'mended',
      assumes: ['answer-allows'],
    },
    {
      desc: 'an answered preflight that still lacks a header where credentials are included',
      journey: REFUSED,
      fix: { do: [{ op: 'answer', status: 204 }, ALLOW, METHODS] },
      after: { outcome: 'depends', phase: 'preflight', code: 'PreflightInvalidAllowCredentials' },
      summary: 'unchanged',
      assumes: ['answer-comes'],
    },
    {
      desc: 'an answered preflight that does not allow the method',
      journey: REFUSED,
      fix: { do: [{ op: 'answer', status: 204 }, ALLOW, CREDENTIALS] },
      after: { outcome: 'blocked', code: 'MethodDisallowedByPreflightResponse' },
      summary: 'unchanged',
    },
    {
      desc: 'a working journey, broken at its answer',
      journey: WORKING,
      fix: { when: { phase: 'actual' }, do: [NONE] },
      after: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
      summary: 'broken',
    },
    {
      desc: 'a working journey, broken at its preflight',
      journey: WORKING,
      fix: { when: { phase: 'preflight' }, do: [NONE] },
      after: { outcome: 'blocked', phase: 'preflight', code: 'PreflightMissingAllowOriginHeader' },
      summary: 'broken',
    },
    {
      desc: 'a working journey of which it is not known any more: what was sent after the old answer proves nothing',
      journey: WORKING,
      fix: { when: { phase: 'preflight' }, do: [STAR] },
      after: { outcome: 'depends', dependsOn: ['credentials'] },
      summary: 'broken',
    },
    {
      desc: 'a mended redirect, whose target another fix would have to see to',
      journey: REDIRECT,
      fix: { when: { url: 'https://api.lab.test/*' }, do: [ALLOW, CREDENTIALS] },
      after: { outcome: 'allowed', phase: 'redirect', code: null },
      summary: 'mended',
      assumes: ['answer-allows'],
    },
    {
      desc: 'a mended redirect to plain http, where the browser does not go either',
      journey: journeyOf(`${GET}\n\n302 Found\nLocation: http://eu.lab.test/me`),
      fix: { do: [ALLOW, CREDENTIALS] },
      after: { outcome: 'blocked', phase: 'redirect', code: null },
      summary: 'unchanged',
    },
    {
      desc: 'a redirect that is followed inside, to where nobody has been',
      journey: REDIRECT,
      fix: { do: [{ op: 'follow-redirect' }] },
      after: { outcome: 'depends', phase: 'actual', code: null, cases: [] },
      summary: 'unchanged',
      assumes: ['answer-comes'],
    },
    {
      desc: 'the same, with all that the browser looks for',
      journey: REDIRECT,
      fix: { do: [{ op: 'follow-redirect' }, ALLOW, CREDENTIALS] },
      after: { outcome: 'allowed', phase: null },
      summary: 'mended',
      assumes: ['answer-comes'],
    },
    {
      desc: 'a redirect that is followed inside, to where the browser has been',
      journey: journeyOf(
        `${GET}\n\n302 Found\nLocation: https://eu.lab.test/me\n${GOOD}`,
        `GET https://eu.lab.test/me\nOrigin: null\n\n200 OK\n${GOOD}`,
      ),
      fix: { do: [{ op: 'follow-redirect' }] },
      after: { outcome: 'allowed', phase: null, leg: 0 },
      summary: 'mended',
    },
    {
      desc: 'a redirect that was followed inside, and is the browser’s again',
      journey: withChanges(
        journeyOf(`${GET}\n\n302 Found\nLocation: https://eu.lab.test/me\n\nf9 delivers 200 OK\n${GOOD}`),
        {
          followed: [
            {
              url: 'https://eu.lab.test/me',
              upstream: null,
              forwarded: parseRequestHead('GET /me HTTP/1.1'),
              returned: parseResponseHead(`HTTP/1.1 200 OK\n${GOOD}`),
            },
          ],
        },
      ),
      fix: { do: [{ op: 'add', header: 'X', value: '1' }] },
      after: { outcome: 'blocked', phase: 'redirect', code: 'MissingAllowOriginHeader' },
      summary: 'broken',
    },
    {
      desc: 'a Location that leads elsewhere: what came after the old one proves nothing',
      journey: journeyOf(
        `${GET}\n\n302 Found\nLocation: /you\n${GOOD}`,
        `GET https://api.lab.test/you\nOrigin: https://app.lab.test\n\n200 OK\n${GOOD}`,
      ),
      fix: { do: [{ op: 'set', header: 'Location', value: '/they' }] },
      after: { outcome: 'allowed', phase: 'redirect' },
      summary: 'unchanged',
      assumes: ['answer-comes'],
    },
    {
      desc: 'a request that is altered: its answer may be another one',
      journey: MISSING,
      fix: { do: [{ op: 'request-set', header: 'X-Tenant', value: 'lab' }] },
      after: { outcome: 'blocked', code: 'MissingAllowOriginHeader' },
      summary: 'unchanged',
      assumes: ['answer-stays'],
    },
    {
      desc: 'an answer of corscope’s own, and the server is to answer again',
      journey: withChanges(journeyOf(`${GET}\n\n200 OK\n\nf9 delivers 200 OK\n${GOOD}`), {
        returned: null,
        forwarded: null,
      }),
      fix: { do: [{ op: 'remove', header: 'X' }] },
      after: { outcome: 'allowed' },
      summary: 'unchanged',
      assumes: ['answer-stays'],
    },
    {
      desc: 'a stored answer that a 304 brings back: it would have been mended as well',
      journey: journeyOf(
        'GET https://api.lab.test/me\n\n200 OK\nETag: "1"',
        `${GET}\nIf-None-Match: "1"\n\n304 Not Modified`,
      ),
      fix: { do: [ALLOW, CREDENTIALS] },
      after: { outcome: 'allowed' },
      summary: 'mended',
    },
    {
      desc: 'what CORS has no say in',
      journey: SAME_ORIGIN,
      fix: { do: [NONE] },
      after: { outcome: 'not-cors' },
      summary: 'unchanged',
    },
  ];

  it.each(rows)('$desc', ({ journey, fix, after, summary, assumes = [] }) => {
    const { results, summary: counts } = whatIf([journey], [exampleFix(fix)]);
    expect(results).toMatchObject([{ journey: journey.id, before: judge(journey), after, change: summary }]);
    expect(results[0]?.assumes.map(({ kind }) => kind)).toEqual(assumes);
    expect(counts).toEqual({ mended: 0, broken: 0, unchanged: 0, [summary]: 1 });
  });

  it('states every case where it depends', () => {
    const [result] = whatIf([MISSING], [exampleFix({ do: [STAR] })]).results;
    expect(result?.after.cases.map(({ when, outcome }) => `${when.credentials}: ${outcome}`)).toEqual([
      'include: blocked',
      'same-origin: allowed',
      'omit: allowed',
    ]);
  });

  it('counts over all journeys', () => {
    const journeys = [MISSING, WORKING, STAR_WITHOUT, SAME_ORIGIN];
    expect(whatIf(journeys, [exampleFix({ when: { phase: 'actual' }, do: [ALLOW, CREDENTIALS] })]).summary).toEqual({
      mended: 2,
      broken: 0,
      unchanged: 2,
    });
  });

  it('leaves a journey that no fix touches the same object', () => {
    expect(hypothetical(WORKING, compileFixes([]))).toBe(WORKING);
    expect(hypothetical(WORKING, compileFixes([exampleFix({ do: [ALLOW] })]))).toBe(WORKING);
  });
});

describe('applyToExchange', () => {
  it('works from what the upstream returned, not from what an earlier fix delivered', () => {
    const fixed = only(
      journeyOf(
        'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK\n\nf9 delivers 200 OK\nVary: Origin',
      ),
    );
    const after = applyToExchange(compileFixes([exampleFix({ do: [ALLOW] })]), fixed);
    expect(after.delivered?.lines).toEqual([['Access-Control-Allow-Origin', 'https://app.lab.test']]);
    expect(after.fixes).toEqual(['f1']);
    const without = applyToExchange(compileFixes([]), fixed);
    expect(without.delivered).toBe(without.returned);
    expect(without.fixes).toEqual([]);
  });

  it('leaves an exchange alone that is as these fixes would have it, kept out of caches', () => {
    const fixed = only(
      journeyOf(
        `${GET}\n\n200 OK\n\nf1 delivers 200 OK\nAccess-Control-Allow-Origin: https://app.lab.test\nCache-Control: no-store`,
      ),
    );
    expect(applyToExchange(compileFixes([exampleFix({ do: [ALLOW] })]), fixed)).toBe(fixed);
  });

  it('shows an answered preflight as one that the upstream never saw', () => {
    const fix = exampleFix({ do: [{ op: 'answer', status: 204 }] });
    expect(applyToExchange(compileFixes([fix]), only(REFUSED))).toMatchObject({
      forwarded: null,
      returned: null,
      delivered: { status: 204 },
      outcome: { kind: 'answered' },
      fixes: ['f1'],
    });
  });

  it.each([
    { desc: 'no answer to change', exchange: only(journeyOf('GET https://api.lab.test/\n\nrefused')) },
    { desc: 'a tunnel', exchange: { ...only(MISSING), kind: 'tunnel' as const } },
  ])('leaves $desc the same object', ({ exchange }) => {
    const matcher = compileFixes([exampleFix({ do: [CREDENTIALS] })]);
    expect(applyToExchange(matcher, exchange)).toBe(exchange);
  });
});
