import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../shared/cors/verdict.ts';
import { disagreement } from '../../shared/findings/disagreement.ts';
import { exchangeOf } from '../../shared/findings/examples.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { suggestFixes } from '../../shared/fixes/suggest.ts';
import { whatIf } from '../../shared/fixes/what-if.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import type { Witness } from '../../shared/trace/witness.ts';
import { matches, parseFilter } from '../../shared/wire/filter.ts';
import { filterProblemText } from '../../shared/wire/filter-problem.ts';
import { createSessionState } from '../../shared/wire/fold.ts';
import { changedIds } from '../support/changed-ids.ts';
import { exchangeEvent, record } from '../wire/records.ts';
import { refusal, witness } from './support/witness.ts';

function journeyOf(account: Witness | null, ...exchanges: readonly string[]): Journey {
  const collector = createCollector();
  for (const [index, text] of exchanges.entries()) collector.upsert(exchangeOf(text, index + 1));
  if (account !== null) collector.upsertWitness(account);
  const [journey, ...others] = collector.journeys;
  if (journey === undefined || others.length > 0) throw new Error('not one journey');
  return journey;
}

interface WordRow {
  readonly desc: string;
  readonly account: Witness;
  readonly outcome: Verdict['outcome'];
  readonly phase?: Verdict['phase'];
  readonly code?: Verdict['code'];
  readonly category: JourneyReport['category'];
  readonly headline: RegExp;
}

const WORDS: readonly WordRow[] = [
  {
    desc: 'mixed content',
    account: refusal(1, [0, 1], { blockedReason: 'mixed-content', url: 'http://api.lab.test/me' }),
    outcome: 'blocked',
    category: 'not-cors',
    headline: /^Blocked before anything was sent: mixed content: the https page at `https:\/\/app.lab.test`/,
  },
  {
    desc: 'a content policy',
    account: refusal(1, [0, 1], { blockedReason: 'csp' }),
    outcome: 'blocked',
    category: 'not-cors',
    headline: /^Blocked before anything was sent: the page’s Content-Security-Policy/,
  },
  {
    desc: 'a blocker',
    account: refusal(1, [0, 1], { blockedReason: 'other', errorText: 'net::ERR_BLOCKED_BY_CLIENT' }),
    outcome: 'blocked',
    category: 'not-cors',
    headline: /an extension, a filter list or the developer tools blocked/,
  },
  {
    desc: 'a reason nobody knows',
    account: refusal(1, [0, 1], { blockedReason: 'brand-new' }),
    outcome: 'blocked',
    category: 'not-cors',
    headline: /for the reason `brand-new`/,
  },
  {
    desc: 'Local Network Access',
    account: refusal(1, [0, 1], { corsError: 'LocalNetworkAccessPermissionDenied' }),
    outcome: 'blocked',
    code: 'LocalNetworkAccessPermissionDenied',
    category: 'not-cors',
    headline: /^Blocked before anything was sent: Local Network Access: the page has no permission/,
  },
  {
    desc: 'mode same-origin',
    account: refusal(1, [0, 1], { corsError: 'DisallowedByMode' }),
    outcome: 'blocked',
    code: 'DisallowedByMode',
    category: 'not-cors',
    headline: /^Blocked before anything was sent: request mode `same-origin`/i,
  },
  {
    desc: 'a scheme without CORS',
    account: refusal(1, [0, 1], { corsError: 'CorsDisabledScheme', url: 'ftp://files.lab.test/' }),
    outcome: 'blocked',
    code: 'CorsDisabledScheme',
    category: 'not-cors',
    headline: /`ftp:\/\/files.lab.test\/` is not/,
  },
  {
    desc: 'a CORS error that is newer than corscope',
    account: refusal(1, [0, 1], { corsError: 'BrandNew' }),
    outcome: 'blocked',
    phase: 'actual',
    category: 'actual',
    headline: /`BrandNew`/,
  },
  {
    desc: 'a stored answer for another page',
    account: refusal(1, [0, 1], { corsError: 'MissingAllowOriginHeader' }),
    outcome: 'blocked',
    phase: 'actual',
    code: 'MissingAllowOriginHeader',
    category: 'actual',
    headline: /^Blocked, unseen by corscope: a response for `.*`, probably from a cache/,
  },
  {
    desc: 'the HTTP cache',
    account: witness(1, [0, 1], { servedFrom: 'http-cache' }),
    outcome: 'allowed',
    category: 'ok',
    headline: /^Allowed: the page at `https:\/\/app.lab.test` may read .* from the browser’s HTTP cache\.$/,
  },
  {
    desc: 'the page’s own origin, cached',
    account: witness(1, [0, 1], { servedFrom: 'memory-cache', page: 'https://api.lab.test/' }),
    outcome: 'not-cors',
    category: 'not-cors',
    headline: /got its response from the browser’s memory cache\.$/,
  },
  {
    desc: 'a service worker',
    account: witness(1, [0, 1], { servedFrom: 'service-worker' }),
    outcome: 'allowed',
    category: 'ok',
    headline: /from the page’s service worker\.$/,
  },
  {
    desc: 'no network',
    account: refusal(1, [0, 1], { outcome: 'failed', errorText: 'net::ERR_INTERNET_DISCONNECTED' }),
    outcome: 'not-cors',
    category: 'not-cors',
    headline: /^Not a CORS failure: no response to `GET .*ERR_INTERNET_DISCONNECTED/,
  },
  {
    desc: 'given up',
    account: refusal(1, [0, 1], { outcome: 'failed', errorText: 'net::ERR_ABORTED' }),
    outcome: 'not-cors',
    category: 'not-cors',
    headline: /was canceled: the page aborted it or navigated away\.$/,
  },
];

describe('a journey that nobody but the browser knows of', () => {
  test.each(WORDS)('$desc', ({ account, outcome, phase = null, code = null, category, headline }) => {
    const journey = journeyOf(account);
    const report = reportOf(journey);
    expect(report.verdict).toMatchObject({ outcome, phase, code });
    expect(report.verdict.headline).toMatch(headline);
    expect(report).toMatchObject({
      id: 'jw1',
      category,
      exchanges: [],
      facts: { url: account.url, method: 'GET', preflight: 'not-needed' },
    });
    expect(report.witness).toMatchObject({
      outcome: account.outcome === 'allowed' ? 'allowed' : 'blocked',
      code: account.corsError,
      disagreement: null,
      account,
    });
    expect(suggestFixes(journey)).toEqual([]);
    expect(whatIf([journey], []).summary).toEqual({ mended: 0, broken: 0, unchanged: 1 });
  });
});

const STAR = 'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK\nAccess-Control-Allow-Origin: *';
const BARE = 'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK';
const NAVIGATION = 'GET https://api.lab.test/me\nSec-Fetch-Mode: navigate\n\n200 OK';
const ORIGIN_NAVIGATION =
  'GET https://api.lab.test/me\nOrigin: https://app.lab.test\nSec-Fetch-Mode: navigate\n\n200 OK';
const TIMES = [-5, 30] as const;
const MISSING = refusal(1, TIMES, { corsError: 'MissingAllowOriginHeader' });

describe('what the page asked for, as the browser saw it', () => {
  test.each([
    { desc: 'nothing seen', asked: {}, outcome: 'depends', mode: 'unknown' },
    { desc: 'omit', asked: { credentials: 'omit' }, outcome: 'allowed', mode: 'omit' },
    { desc: 'include', asked: { credentials: 'include' }, outcome: 'blocked', mode: 'include' },
    { desc: 'no-cors', asked: { mode: 'no-cors' }, outcome: 'not-cors', mode: 'same-origin' },
  ] as const)('$desc decides', ({ asked, outcome, mode }) => {
    const report = reportOf(journeyOf(witness(1, TIMES, { asked }), STAR));
    expect(report.verdict.outcome).toBe(outcome);
    expect(report.facts.credentials.mode).toBe(mode);
  });
});

describe('corscope and the browser', () => {
  test.each<{ desc: string; exchange: string; account: Witness; says: RegExp | null }>([
    { desc: 'agree that it is blocked', exchange: BARE, account: MISSING, says: null },
    {
      desc: 'agree in one case of two',
      exchange: STAR,
      account: refusal(1, TIMES, { corsError: 'WildcardOriginNotAllowed' }),
      says: null,
    },
    { desc: 'agree in the other case', exchange: STAR, account: witness(1, TIMES), says: null },
    { desc: 'agree where CORS has no say', exchange: NAVIGATION, account: witness(1, TIMES), says: null },
    {
      desc: 'agree where another check blocked what CORS has no say in',
      exchange: NAVIGATION,
      account: refusal(1, TIMES, { blockedReason: 'csp' }),
      says: null,
    },
    {
      desc: 'agree where the page gave up first',
      exchange: BARE,
      account: refusal(1, TIMES, { outcome: 'failed', errorText: 'net::ERR_ABORTED' }),
      says: null,
    },
    {
      desc: 'disagree whether',
      exchange: BARE,
      account: witness(1, TIMES),
      says: /^corscope says that it is blocked with `MissingAllowOriginHeader`, but the browser let the page read it\.$/,
    },
    {
      desc: 'disagree whether, the other way',
      exchange: STAR,
      account: refusal(1, TIMES, { corsError: 'InvalidResponse', asked: { credentials: 'omit' } }),
      says: /^corscope says that the page may read the response, but the browser blocked it with `InvalidResponse`\.$/,
    },
    {
      desc: 'disagree why',
      exchange: BARE,
      account: refusal(1, TIMES, { corsError: 'AllowOriginMismatch' }),
      says: /blocked with `MissingAllowOriginHeader`, but the browser blocked it with `AllowOriginMismatch`/,
    },
    {
      desc: 'disagree in every case',
      exchange: STAR,
      account: MISSING,
      says: /^corscope says that it is blocked with `WildcardOriginNotAllowed`, or allowed, but/,
    },
    {
      desc: 'disagree whether CORS has a say',
      exchange: ORIGIN_NAVIGATION,
      account: MISSING,
      says: /^corscope says that CORS does not apply, but the browser blocked it/,
    },
  ])('$desc', ({ exchange, account, says }) => {
    const journey = journeyOf(account, exchange);
    const report = reportOf(journey);
    const said = disagreement(journey, report.verdict);
    if (says === null) expect(said).toBeNull();
    else expect(said).toMatch(says);
    const holds = (text: string) => matches(parseFilter(text).filter, report, []);
    expect([holds('witness:disagrees'), holds('witness:agrees'), holds('witness:none')]).toEqual([
      says !== null,
      says === null,
      false,
    ]);
  });

  test('have nothing to compare without an account', () => {
    const report = reportOf(journeyOf(null, BARE));
    expect(report.witness).toBeNull();
    expect(matches(parseFilter('witness:none').filter, report, [])).toBe(true);
    expect(parseFilter('witness:maybe').problems.map(filterProblemText)).toEqual([
      '`witness:maybe`: a witness agrees, disagrees, or is none',
    ]);
  });

  test('a word of a URL finds what was never sent', () => {
    const report = reportOf(journeyOf(refusal(1, TIMES, { blockedReason: 'csp' })));
    expect(matches(parseFilter('lab.test/me').filter, report, [])).toBe(true);
    expect(matches(parseFilter('lab.test/you').filter, report, [])).toBe(false);
  });
});

describe('the fold', () => {
  const at = record(5).startedAt;
  const ofFive = witness(1, [0, 0], { url: 'https://api.lab.test/items/5', startedAt: at - 1, endedAt: at + 5 });
  const unsent = refusal(2, [0, 0], { blockedReason: 'csp', startedAt: at + 5, endedAt: at + 5 });

  test('puts what was never sent where it belongs by time', () => {
    const state = createSessionState();
    state.apply([
      { seq: 1, type: 'witness', witness: unsent },
      exchangeEvent(2, record(5)),
      exchangeEvent(3, record(6)),
    ]);
    expect(state.journeys.map(({ id }) => id)).toEqual(['j5', 'jw2', 'j6']);
    expect(state.journey('jw2')?.witness).toBe(unsent);
  });

  test('moves an account to its journey, and says that the lone one is gone', () => {
    const state = createSessionState();
    expect(changedIds(state.apply([{ seq: 1, type: 'witness', witness: ofFive }]))).toEqual(['jw1']);
    expect(changedIds(state.apply([exchangeEvent(2, record(5))]))).toEqual(['j5', 'gone: jw1']);
    expect(state.journey('jw1')).toBeNull();
    expect(state.journey('j5')?.witness?.id).toBe('w1');
  });

  test('forgets accounts by name, and all of them when cleared', () => {
    const state = createSessionState();
    state.apply([
      { seq: 1, type: 'witness', witness: ofFive },
      { seq: 2, type: 'witness', witness: unsent },
    ]);
    expect(changedIds(state.apply([{ seq: 3, type: 'forgotten', ids: ['w2'] }]))).toEqual(['gone: jw2']);
    expect(changedIds(state.apply([{ seq: 4, type: 'cleared' }]))).toEqual(['gone: jw1']);
    expect(state.journeys).toEqual([]);
  });
});
