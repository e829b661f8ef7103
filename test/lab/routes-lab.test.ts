import { describe, expect, onTestFinished, test } from 'vitest';
import { openWitnessed } from '../../proxy/browser/open-witnessed.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import type { FixDraft } from '../../shared/fixes/fix.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { type Bench, openBench } from '../server/support/bench.ts';

interface Told {
  readonly id: string;
  readonly journey: string | null;
  readonly mended: boolean | null;
}
interface Ran {
  readonly page: { readonly outcome: string; readonly works: boolean };
  readonly journey: string;
}

async function bench(lab: boolean): Promise<Bench> {
  const opened = await openBench({ lab });
  onTestFinished(() => opened.close());
  return opened;
}

/** The lab's page in a watched browser. */
async function openBrowserAt({ corscope }: Bench, url: string): Promise<void> {
  const { proxyUrl, ca, witnesses } = corscope;
  const browser = { path: CHROMIUM ?? '', proxyUrl, spki: ca.spki, urls: [url], headless: true };
  const opened = await openWitnessed(browser, witnesses);
  onTestFinished(async () => void (await opened.close()));
}

describe('GET /api/lab', () => {
  test('tells each case, and that none was run yet', async () => {
    const { url, cases } = await (await bench(true)).json<{ url: string; cases: Told[] }>('/api/lab');
    expect(url).toBe('https://app.lab.test/');
    expect(cases.map(({ id, journey, mended }) => ({ id, journey, mended }))).toEqual(
      LAB_CASES.map(({ id }) => ({ id, journey: null, mended: null })),
    );
    expect(cases[0]).toMatchObject({
      scenario: 's1',
      declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
      fails: ['s1.acao-present'],
      judged: { method: 'GET', url: 'https://api.lab.test/no-cors-headers/orders' },
      mend: { by: 'suggestion', why: '', fix: null },
    });
  });
});

describe('what cannot be', () => {
  test.each([
    { desc: 'cases without a lab', lab: false, method: 'GET', path: '/api/lab', status: 404, code: 'no-lab' },
    {
      desc: 'a run without a lab',
      lab: false,
      method: 'POST',
      path: '/api/lab/no-cors-headers/run',
      status: 404,
      code: 'no-lab',
    },
    {
      desc: 'a case that is none',
      lab: true,
      method: 'POST',
      path: '/api/lab/none/run',
      status: 404,
      code: 'not-found',
    },
    {
      desc: 'a run without a browser',
      lab: true,
      method: 'POST',
      path: '/api/lab/no-cors-headers/run',
      status: 409,
      code: 'no-browser',
    },
  ])('$desc: $status', async ({ lab, method, path, status, code }) => {
    const { corscope } = await bench(lab);
    const headers = { Authorization: `Bearer ${corscope.token}` };
    const response = await fetch(new URL(path, corscope.url), { method, headers });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code, message: expect.stringMatching(/corscope|GET/) } });
  });
});

describe.skipIf(CHROMIUM === null)('POST /api/lab/:id/run, in a real Chromium', () => {
  test('runs the case in the page that is open, and again with its fix', { timeout: 60_000 }, async () => {
    const opened = await bench(true);
    await openBrowserAt(opened, 'https://app.lab.test/');
    const run = async () => (await (await opened.send('POST', '/api/lab/no-cors-headers/run', {})).json()) as Ran;
    const told = async () => {
      const { cases } = await opened.json<{ cases: Told[] }>('/api/lab');
      return cases.find(({ id }) => id === 'no-cors-headers');
    };
    const blocked = await run();
    expect(blocked.page).toMatchObject({ outcome: 'blocked', works: false });
    expect(await told()).toMatchObject({ journey: blocked.journey, mended: false });
    const { suggestions } = await opened.json<{ suggestions: { fix: FixDraft }[] }>(
      `/api/journeys/${blocked.journey}/suggestions`,
    );
    await opened.send('POST', '/api/fixes', { ...suggestions[0]?.fix, enabled: true });
    const mended = await run();
    expect(mended.page).toMatchObject({ outcome: 'allowed', works: true });
    expect(await told()).toMatchObject({ journey: mended.journey, mended: true });
  });

  test('opens the page where it is not open', { timeout: 60_000 }, async () => {
    const opened = await bench(true);
    await openBrowserAt(opened, 'about:blank');
    const ran = (await (await opened.send('POST', '/api/lab/page-over-http/run', {})).json()) as Ran;
    expect(ran.page.outcome).toBe('blocked');
    expect(await opened.json(`/api/journeys/${ran.journey}`)).toMatchObject({
      facts: { pageOrigin: 'http://app.lab.test' },
      verdict: { code: 'AllowOriginMismatch' },
    });
  });
});
