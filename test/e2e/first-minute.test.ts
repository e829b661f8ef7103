import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { plainBrowser, proxiedBrowser, type Running, startCli } from './support/running.ts';

/** Each case of the lab: how it fails, and what corscope must say of it. */
const CASES = [
  {
    desc: 'no CORS header on the answer',
    id: 'no-cors-headers',
    verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
  },
  {
    desc: 'a gateway answers the preflight with 405',
    id: 'gateway-answers-405',
    verdict: { outcome: 'blocked', phase: 'preflight', code: 'PreflightInvalidStatus' },
  },
  {
    desc: 'app and proxy both allow the origin',
    id: 'allow-origin-twice',
    verdict: { outcome: 'blocked', phase: 'actual', code: 'MultipleAllowOriginValues' },
  },
] as const;

type CaseResult = { outcome: 'allowed' | 'blocked'; error: string | null };

describe('the first minute: a call fails in the browser, the dashboard says why, a switch mends it', () => {
  let corscope: Running;
  let site: Browser;
  let colleague: Browser;
  let lab: Page;
  let dashboard: Page;

  beforeAll(async () => {
    corscope = await startCli('lab');
    [site, colleague] = await Promise.all([proxiedBrowser(corscope), plainBrowser()]);
    [lab, dashboard] = await Promise.all([site.newPage(), colleague.newPage()]);
    await dashboard.setViewportSize({ width: 1440, height: 900 });
    await Promise.all([lab.goto('https://app.lab.test/'), dashboard.goto(corscope.url)]);
  });

  afterAll(async () => {
    await Promise.all([site?.close(), colleague?.close()]);
    expect(await corscope?.stop()).toBe(0);
  });

  const runInPage = (id: string) => lab.evaluate<CaseResult>(`runCase('${id}')`);

  const newest = async (id: string) => {
    const { journeys } = await corscope.get<{ journeys: JourneyReport[] }>('/api/journeys');
    return journeys.findLast(({ facts }) => facts.url.includes(`/${id}/`));
  };

  it.each(CASES)('$desc', async ({ id, verdict }) => {
    expect((await runInPage(id)).outcome).toBe('blocked');
    const blocked = await newest(id);
    expect(blocked?.verdict).toMatchObject(verdict);
    expect(blocked?.facts).toMatchObject({ pageOrigin: 'https://app.lab.test', apiOrigin: 'https://api.lab.test' });

    const row = dashboard.locator(`[data-testid=journey-row][data-journey=${blocked?.id}]`);
    await row.click();
    await expect.poll(() => row.getAttribute('data-outcome')).toBe('blocked');
    await expect.poll(() => dashboard.getByTestId('headline').innerText()).toContain(plain(blocked?.verdict.headline));

    await dashboard.getByTestId('suggestion').first().getByRole('switch').click();
    await expect.poll(() => runInPage(id).then(result => result.outcome)).toBe('allowed');

    const mended = await newest(id);
    expect(mended?.verdict.outcome).not.toBe('blocked');
    const exchanges = await Promise.all(
      (mended?.exchanges ?? []).map(each => corscope.get<Exchange>(`/api/exchanges/${each}`)),
    );
    const changed = exchanges.filter(({ fixes }) => fixes.length > 0);
    expect(changed.length).toBeGreaterThan(0);
    for (const { returned, delivered } of changed) expect(delivered).not.toEqual(returned);

    await dashboard.getByTestId('suggestion').first().getByRole('switch').click();
    await expect.poll(() => runInPage(id).then(result => result.outcome)).toBe('blocked');
  });

  it('opens the dashboard in the browser that goes through corscope, too', async () => {
    const page = await site.newPage();
    await page.goto(corscope.url);
    await expect.poll(() => page.getByTestId('journey-row').count()).toBeGreaterThan(0);
    await page.close();
  });

  it('shows corscope’s own change in the ledger of the mended journey', async () => {
    await runInPage('no-cors-headers');
    const blocked = await newest('no-cors-headers');
    await dashboard.locator(`[data-testid=journey-row][data-journey=${blocked?.id}]`).click();
    const toggle = dashboard.getByTestId('suggestion').first().getByRole('switch');
    await toggle.click();
    await expect.poll(() => runInPage('no-cors-headers').then(result => result.outcome)).toBe('allowed');
    const mended = await newest('no-cors-headers');
    await dashboard.locator(`[data-testid=journey-row][data-journey=${mended?.id}]`).click();
    await expect.poll(() => dashboard.getByTestId('ledger').innerText()).toMatch(/Access-Control-Allow-Origin/);
    await expect.poll(() => dashboard.getByTestId('ledger').innerText()).toMatch(/added/i);
  });
});

/** Backticks mark values; the dashboard sets those in a monospace face instead. */
function plain(sentence: string | undefined): string {
  return (sentence ?? '?').replaceAll('`', '');
}
