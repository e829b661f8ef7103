import { describe, expect, test } from 'vitest';
import type { Fix, FixDraft } from '../../shared/fixes/fix.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { API, APP } from './support/site.ts';
import { type Bench, openBench } from './support/watched.ts';

const ALLOW: Omit<FixDraft, 'enabled'> = {
  title: 'Allow the app',
  when: { origin: APP, url: `${API}/*` },
  do: [
    { op: 'status', value: 200 },
    { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' },
    { op: 'set', header: 'Access-Control-Allow-Credentials', value: 'true' },
    { op: 'set', header: 'Access-Control-Allow-Methods', value: '{request-method}' },
    { op: 'set', header: 'Access-Control-Allow-Headers', value: '{request-headers}' },
  ],
};

interface Answer {
  readonly status: number;
  readonly body: {
    readonly before: { outcome: string; code: string | null } | null;
    readonly after: { outcome: string; code: string | null };
    readonly journey: string;
    readonly page: object;
    readonly error?: { readonly code: string; readonly message: string };
  };
}

function api(bench: Bench, method: string, path: string, body?: object): Promise<Response> {
  return fetch(new URL(`api${path}`, bench.corscope.url), {
    method,
    headers: { Authorization: `Bearer ${bench.corscope.token}`, 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function verify(bench: Bench, journey: string, body: object = {}): Promise<Answer> {
  const response = await api(bench, 'POST', `/journeys/${journey}/verify`, body);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

async function add(bench: Bench, draft: object): Promise<Fix> {
  return (await (await api(bench, 'POST', '/fixes', draft)).json()) as Fix;
}

const call = (url: string, init: object = {}) =>
  `fetch('${url}', ${JSON.stringify(init)}).then(a => a.status, () => 0)`;

describe.skipIf(CHROMIUM === null)('trying again in a real Chromium', { timeout: 60_000 }, () => {
  test('the browser’s word before and after a fix', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page`);
    const url = `${API}/none?first`;
    await page.evaluate(call(url, { credentials: 'include' }));
    const first = await bench.witnessed(url);
    const still = await verify(bench, first.id);
    expect(still).toMatchObject({
      status: 200,
      body: {
        before: { outcome: 'blocked', code: 'MissingAllowOriginHeader' },
        after: { outcome: 'blocked', code: 'MissingAllowOriginHeader' },
        page: { error: 'TypeError: Failed to fetch' },
      },
    });
    await add(bench, ALLOW);
    const mended = await verify(bench, first.id);
    expect(mended.body).toMatchObject({
      before: { outcome: 'blocked' },
      after: { outcome: 'allowed', code: null, account: { asked: { credentials: 'include' }, page: `${APP}/page` } },
      page: { status: 200, type: 'cors' },
    });
    const ids = [first.id, still.body.journey, mended.body.journey];
    expect(new Set(ids).size).toBe(3);
    expect(bench.journeys(url).map(({ id }) => id)).toEqual(ids);
  });

  test('a request that its preflight kept from being sent, with its headers and its body, at the user’s word alone', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page`);
    const url = `${API}/none?put`;
    const init = { method: 'PUT', headers: { 'X-Token': 'abc', 'Content-Type': 'application/json' }, body: '{"ü":1}' };
    await page.evaluate(call(url, init));
    const { id } = await bench.witnessed(url);
    await add(bench, ALLOW);
    const refused = await verify(bench, id);
    expect(refused).toMatchObject({ status: 409, body: { error: { code: 'unsafe-method' } } });
    expect(refused.body.error?.message).toContain('"unsafe": true');
    expect(bench.journeys(url)).toHaveLength(1);

    const tried = await verify(bench, id, { unsafe: true });
    expect(tried.body).toMatchObject({ before: { outcome: 'blocked' }, after: { outcome: 'allowed' } });
    const journey = bench.journeys(url).find(one => one.id === tried.body.journey);
    const sent = journey?.exchanges.at(-1) ?? '';
    const record = (await (await api(bench, 'GET', `/exchanges/${sent}`)).json()) as Exchange;
    expect(record.received.lines).toContainEqual(['X-Token', 'abc']);
    expect(record.received.lines).toContainEqual(['Content-Type', 'application/json']);
    expect(await (await api(bench, 'GET', `/exchanges/${sent}/body/request`)).text()).toBe('{"ü":1}');
  });

  test('from the frame that asked', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page`);
    await page.evaluate(`new Promise(done => {
      const frame = document.createElement('iframe');
      frame.src = '${APP}/frame';
      frame.onload = done;
      document.body.append(frame);
    }).then(() => 1)`);
    const url = `${API}/open?from-frame`;
    const { id, witness } = await bench.witnessed(url);
    expect(witness.account.page).toBe(`${APP}/frame`);
    expect((await verify(bench, id)).body).toMatchObject({
      after: { outcome: 'allowed', account: { page: `${APP}/frame`, asked: { credentials: 'omit' } } },
    });
  });

  test('a call that the browser now refuses before it is a request', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page`);
    const url = `${API}/open?policy`;
    await page.evaluate(call(url));
    const { id } = await bench.witnessed(url);
    await page.evaluate(`{
      const policy = document.createElement('meta');
      policy.httpEquiv = 'Content-Security-Policy';
      policy.content = "connect-src 'self'";
      document.head.append(policy);
    }`);
    expect((await verify(bench, id)).body).toMatchObject({
      before: { outcome: 'allowed' },
      after: { outcome: 'blocked', account: { blockedReason: 'csp' } },
    });
  });

  test('nobody knows what a call was to carry that never became a request', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page?csp=${encodeURIComponent("connect-src 'self'")}`);
    const url = `${API}/open?csp`;
    await page.evaluate(call(url));
    const { id } = await bench.witnessed(url);
    expect((await verify(bench, id)).body.error?.code).toBe('request-unknown');
  });

  test('is refused where the page, or the browser, is gone', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page?away`);
    const url = `${API}/open?gone`;
    await page.evaluate(call(url));
    const { id } = await bench.witnessed(url);
    const load = await bench.witnessed(`${APP}/page?away`);
    expect((await verify(bench, load.id)).body.error?.code).toBe('not-a-script');
    await page.evaluate(`void (location.href = '${APP}/page?elsewhere')`);
    await bench.witnessed(`${APP}/page?elsewhere`);
    const gone = await verify(bench, id);
    expect(gone).toMatchObject({ status: 409, body: { error: { code: 'no-page' } } });
    expect(gone.body.error?.message).toContain(`${APP}/page?away`);
    bench.devTools.close();
    await bench.devTools.closed;
    expect((await verify(bench, id)).body.error?.code).toBe('no-browser');
    expect((await verify(bench, 'j999')).status).toBe(404);
    expect((await verify(bench, id, { unsafe: 'yes' })).body.error?.code).toBe('bad-verify');
  });
});

describe.skipIf(CHROMIUM === null)('switching in a real Chromium', { timeout: 60_000 }, () => {
  test('what the browser had stored does not hide a fix, nor what it stored meanwhile that it is off', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page`);
    const get = call(`${API}/shared`);
    const plain = `fetch('${API}/shared', { mode: 'no-cors' }).then(() => 1)`;
    await page.evaluate(plain);
    expect(await page.evaluate(get)).toBe(0);
    const fix = await add(bench, ALLOW);
    expect(await page.evaluate(get)).toBe(200);
    expect(await page.evaluate(get)).toBe(200);
    await api(bench, 'PATCH', `/fixes/${fix.id}`, { enabled: false });
    expect(await page.evaluate(get)).toBe(0);
  });

  test('a preflight that the browser had kept is asked anew', async () => {
    const bench = await openBench();
    const page = await bench.open(`${APP}/page`);
    const url = `${API}/open?kept`;
    const put = call(url, { method: 'PUT' });
    const preflights = async () => {
      await bench.witnessed(url);
      return bench.journeys(url).map(({ facts }) => facts.preflight);
    };
    await page.evaluate(put);
    await page.evaluate(put);
    expect(await preflights()).toEqual(['sent', 'cached']);
    const remove = { op: 'remove', header: 'Access-Control-Allow-Methods' };
    await add(bench, { title: 'x', when: { phase: 'preflight' }, do: [remove] });
    expect(await page.evaluate(put)).toBe(0);
    expect(await preflights()).toEqual(['sent', 'cached', 'sent']);
  });
});
