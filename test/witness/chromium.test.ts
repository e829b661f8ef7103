import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../shared/cors/verdict.ts';
import type { Witness } from '../../shared/trace/witness.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { API, APP, OTHER } from './support/site.ts';
import { type Bench, openBench } from './support/watched.ts';

interface Row {
  readonly desc: string;
  /** Runs in the page. */
  readonly run: string;
  readonly url: string;
  readonly page?: string;
  readonly account: Partial<Witness>;
  readonly verdict: Partial<Verdict>;
}

const ALLOWED = { outcome: 'allowed' } as const;

const ROWS: readonly Row[] = [
  {
    desc: 'fetch as it is by default',
    run: `fetch('${API}/open?default')`,
    url: `${API}/open?default`,
    account: {
      ...ALLOWED,
      method: 'GET',
      target: 'page',
      resource: 'Fetch',
      status: 200,
      servedFrom: 'network',
      asked: asked('same-origin'),
    },
    verdict: ALLOWED,
  },
  {
    desc: 'fetch with credentials, to a star',
    run: `fetch('${API}/star?include', { credentials: 'include' })`,
    url: `${API}/star?include`,
    account: { outcome: 'blocked', corsError: 'WildcardOriginNotAllowed', asked: asked('include') },
    verdict: { outcome: 'blocked', phase: 'actual', code: 'WildcardOriginNotAllowed' },
  },
  {
    desc: 'fetch without credentials, to a star: the page’s own word leaves nothing open',
    run: `fetch('${API}/star?omit', { credentials: 'omit' })`,
    url: `${API}/star?omit`,
    account: { ...ALLOWED, asked: asked('omit') },
    verdict: { ...ALLOWED, dependsOn: [] },
  },
  {
    desc: 'a Request object, its credentials overridden',
    run: `fetch(new Request('${API}/open?request', { credentials: 'include', method: 'POST', body: 'text' }), { credentials: 'omit' })`,
    url: `${API}/open?request`,
    account: { ...ALLOWED, method: 'POST', asked: asked('omit') },
    verdict: ALLOWED,
  },
  {
    desc: 'mode no-cors',
    run: `fetch('${API}/none?no-cors', { mode: 'no-cors' })`,
    url: `${API}/none?no-cors`,
    account: { ...ALLOWED, asked: { ...asked('same-origin'), mode: 'no-cors' } },
    verdict: { outcome: 'not-cors' },
  },
  {
    desc: 'no-cors against a resource policy',
    run: `fetch('${API}/policy', { mode: 'no-cors' })`,
    url: `${API}/policy`,
    account: { outcome: 'blocked', blockedReason: 'corp-not-same-origin' },
    verdict: { outcome: 'not-cors' },
  },
  {
    desc: 'mode same-origin, to another origin: no request at all',
    run: `fetch('${API}/open?same-origin', { mode: 'same-origin' })`,
    url: `${API}/open?same-origin`,
    account: {
      outcome: 'blocked',
      corsError: 'DisallowedByMode',
      method: 'GET',
      asked: { ...asked('same-origin'), mode: 'same-origin' },
    },
    verdict: { outcome: 'blocked', phase: null, code: 'DisallowedByMode' },
  },
  {
    desc: 'redirect mode error',
    run: `fetch('${API}/away-too?error', { redirect: 'error' })`,
    url: `${API}/away-too?error`,
    account: { outcome: 'failed', errorText: 'net::ERR_FAILED', asked: { ...asked('same-origin'), redirect: 'error' } },
    verdict: { outcome: 'blocked', phase: 'redirect', code: null },
  },
  {
    desc: 'a redirect that is followed: one account, under the first URL',
    run: `fetch('${API}/away?follow')`,
    url: `${API}/away?follow`,
    account: { ...ALLOWED, status: 200 },
    verdict: ALLOWED,
  },
  {
    desc: 'a failed preflight',
    run: `fetch('${API}/none?put', { method: 'PUT' })`,
    url: `${API}/none?put`,
    account: { outcome: 'blocked', method: 'PUT', corsError: 'PreflightMissingAllowOriginHeader' },
    verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightMissingAllowOriginHeader' },
  },
  {
    desc: 'a header that the preflight does not allow, named',
    run: `fetch('${API}/open?header', { method: 'PUT', headers: { 'x-other': '1' } })`,
    url: `${API}/open?header`,
    account: { outcome: 'blocked', corsError: 'HeaderDisallowedByPreflightResponse', failedParameter: 'x-other' },
    verdict: { outcome: 'blocked', phase: 'preflight', code: 'HeaderDisallowedByPreflightResponse' },
  },
  {
    desc: 'XMLHttpRequest with credentials',
    run: `{ const xhr = new XMLHttpRequest(); xhr.open('GET', '${API}/star?xhr'); xhr.withCredentials = true; xhr.send(); }`,
    url: `${API}/star?xhr`,
    account: { outcome: 'blocked', resource: 'XHR', corsError: 'WildcardOriginNotAllowed', asked: asked('include') },
    verdict: { outcome: 'blocked', code: 'WildcardOriginNotAllowed' },
  },
  {
    desc: 'XMLHttpRequest without credentials',
    run: `{ const xhr = new XMLHttpRequest(); xhr.open('GET', '${API}/star?bare-xhr'); xhr.send(); }`,
    url: `${API}/star?bare-xhr`,
    account: { ...ALLOWED, resource: 'XHR', asked: asked('same-origin') },
    verdict: ALLOWED,
  },
  {
    desc: 'a dedicated worker',
    run: `new Worker('/worker.js')`,
    url: `${API}/open?from-worker`,
    account: { ...ALLOWED, target: 'worker', page: `${APP}/worker.js`, asked: asked('include') },
    verdict: ALLOWED,
  },
  {
    desc: 'a frame of another site',
    run: `{ const frame = document.createElement('iframe'); frame.src = '${OTHER}/frame'; document.body.append(frame); }`,
    url: `${API}/open?from-frame`,
    account: { ...ALLOWED, target: 'iframe', page: `${OTHER}/frame`, asked: asked('omit') },
    verdict: ALLOWED,
  },
  {
    desc: 'mixed content: nothing is sent',
    run: `fetch('http://api.example.test/open?mixed')`,
    url: 'http://api.example.test/open?mixed',
    account: { outcome: 'blocked', blockedReason: 'mixed-content', asked: asked('same-origin') },
    verdict: { outcome: 'blocked', phase: null, code: null },
  },
  {
    desc: 'fetch against the page’s policy: no request at all',
    page: `${APP}/page?csp=${encodeURIComponent("connect-src 'self'")}`,
    run: `fetch('${API}/open?policy')`,
    url: `${API}/open?policy`,
    account: { outcome: 'blocked', blockedReason: 'csp', asked: asked('same-origin') },
    verdict: { outcome: 'blocked', phase: null, code: null },
  },
  {
    desc: 'XMLHttpRequest against the page’s policy: one account, not two',
    page: `${APP}/page?csp=${encodeURIComponent("connect-src 'self'")}`,
    run: `{ const xhr = new XMLHttpRequest(); xhr.open('GET', '${API}/open?policy-xhr'); xhr.send(); }`,
    url: `${API}/open?policy-xhr`,
    account: { outcome: 'blocked', blockedReason: 'csp', asked: asked('same-origin') },
    verdict: { outcome: 'blocked', phase: null, code: null },
  },
  {
    desc: 'a request that the page gives up',
    run: `{ const stop = new AbortController(); fetch('${API}/silent?given-up', { signal: stop.signal }).catch(() => 0); stop.abort(); }`,
    url: `${API}/silent?given-up`,
    account: { outcome: 'failed', errorText: 'net::ERR_ABORTED' },
    verdict: {},
  },
  {
    desc: 'a page as it is opened',
    run: '0',
    url: `${APP}/page?opened`,
    page: `${APP}/page?opened`,
    account: { ...ALLOWED, resource: 'Document', page: null, asked: {} },
    verdict: { outcome: 'not-cors' },
  },
  {
    desc: 'a cookie that the browser will not store',
    run: `fetch('${OTHER}/cookie?set', { credentials: 'include' })`,
    url: `${OTHER}/cookie?set`,
    account: {
      ...ALLOWED,
      cookies: {
        sent: [],
        blocked: [],
        setBlocked: [
          { name: 'sid', reasons: expect.arrayContaining([expect.stringMatching(/SameSiteLax|UserPreferences/)]) },
        ],
      },
    },
    verdict: ALLOWED,
  },
];

function asked(credentials: 'include' | 'same-origin' | 'omit') {
  return { credentials, mode: 'cors', redirect: 'follow' } as const;
}

async function run(bench: Bench, { page = `${APP}/page`, run: script }: Pick<Row, 'page' | 'run'>): Promise<void> {
  const opened = await bench.open(page);
  await opened.evaluate(
    `(async () => { ${script.startsWith('{') ? script : `await Promise.resolve(${script}).catch(() => 0)`} })()`,
  );
}

describe.skipIf(CHROMIUM === null)('what Chromium tells, beside the verdict', () => {
  test('of every kind of request, and the two agree', { timeout: 180_000 }, async () => {
    const bench = await openBench();
    for (const row of ROWS) {
      await run(bench, row);
      const { witness, verdict } = await bench.witnessed(row.url);
      expect.soft(witness.account, row.desc).toMatchObject(row.account);
      expect.soft(verdict, row.desc).toMatchObject(row.verdict);
      expect.soft(witness.disagreement, row.desc).toBeNull();
      expect.soft(bench.journeys(row.url), row.desc).toHaveLength(1);
    }
    const preflights = bench.host.journeys().filter(({ facts }) => facts.method === 'OPTIONS');
    expect(preflights).toEqual([]);
  });

  test('of answers that nobody sent just now', { timeout: 90_000 }, async () => {
    const bench = await openBench();
    const url = `${API}/stored`;
    await run(bench, { run: `fetch('${url}').then(answer => answer.text()).then(() => fetch('${url}'))` });
    await expect
      .poll(() => bench.journeys(url).map(({ witness }) => witness?.account.servedFrom), POLL)
      .toEqual(['network', 'http-cache']);
    expect(bench.journeys(url)[1]).toMatchObject({ exchanges: [], category: 'ok', verdict: { outcome: 'allowed' } });

    const shared = `${API}/shared`;
    await run(bench, {
      run: `fetch('${shared}', { mode: 'no-cors' }).then(() => new Promise(go => setTimeout(go, 200))).then(() => fetch('${shared}'))`,
    });
    await expect
      .poll(() => bench.journeys(shared).map(({ verdict }) => verdict.outcome), POLL)
      .toEqual(['not-cors', 'blocked']);
    expect(bench.journeys(shared)[1]).toMatchObject({
      exchanges: [],
      category: 'actual',
      verdict: { phase: 'actual', code: 'MissingAllowOriginHeader' },
    });
  });

  test('of a service worker, what it makes up and what it passes on', { timeout: 90_000 }, async () => {
    const bench = await openBench();
    await run(bench, {
      run: `navigator.serviceWorker.register('/sw.js')
        .then(() => new Promise(go => navigator.serviceWorker.controller ? go() : navigator.serviceWorker.addEventListener('controllerchange', go)))
        .then(() => Promise.all([fetch('${API}/none?made-up'), fetch('${API}/open?passed-on', { credentials: 'include' })]))`,
    });
    const madeUp = await bench.witnessed(`${API}/none?made-up`);
    expect(madeUp).toMatchObject({
      exchanges: [],
      verdict: { outcome: 'allowed' },
      witness: { account: { servedFrom: 'service-worker' } },
    });
    const passedOn = () =>
      bench
        .journeys(`${API}/open?passed-on`)
        .map(({ exchanges, witness }) => [
          exchanges.length,
          witness?.account.target,
          witness?.account.servedFrom,
          witness?.account.asked.credentials,
        ]);
    await expect
      .poll(() => passedOn().sort(), POLL)
      .toEqual([
        [0, 'page', 'service-worker', 'include'],
        [1, 'service_worker', 'network', 'include'],
      ]);
  });

  test('of a popup, from its first request on', { timeout: 90_000 }, async () => {
    const bench = await openBench();
    await bench.open(`${APP}/page`);
    await bench.click(`${APP}/page`, `window.open('${APP}/popup')`);
    const { witness, verdict } = await bench.witnessed(`${API}/none?from-popup`);
    expect(witness.account).toMatchObject({ target: 'page', page: `${APP}/popup`, asked: asked('same-origin') });
    expect(witness).toMatchObject({ outcome: 'blocked', code: 'MissingAllowOriginHeader', disagreement: null });
    expect(verdict).toMatchObject({ outcome: 'blocked', code: 'MissingAllowOriginHeader' });
    await bench.witnessed(`${APP}/popup`);
  });

  test('of a cookie that is held back, and why', { timeout: 90_000 }, async () => {
    const bench = await openBench();
    await bench.open(`${OTHER}/cookie`);
    await run(bench, { run: `fetch('${OTHER}/open?held-back', { credentials: 'include' })` });
    const { witness } = await bench.witnessed(`${OTHER}/open?held-back`);
    expect(witness.account.cookies.blocked).toEqual([
      { name: 'sid', reasons: expect.arrayContaining([expect.stringMatching(/SameSiteLax|UserPreferences/)]) },
    ]);
    expect(JSON.stringify(witness)).not.toContain('secret');
  });

  test('and nothing of the dashboard, which is opened in the same browser', { timeout: 90_000 }, async () => {
    const bench = await openBench();
    await bench.open(`${bench.corscope.url}api/health`);
    await run(bench, { run: '0' });
    await bench.witnessed(`${APP}/page`);
    expect(bench.host.journeys().filter(({ facts }) => facts.url.startsWith(bench.corscope.url))).toEqual([]);
  });
});

const POLL = { timeout: 10_000 };
