import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDevTools, devToolsUrl } from '../../proxy/browser/devtools.ts';
import { type OpenedBrowser, openBrowser } from '../../proxy/browser/open-browser.ts';
import { openPage } from '../../proxy/browser/page.ts';
import { attachWitness } from '../../proxy/browser/witness.ts';
import { type Corscope, startCorscope } from '../../proxy/corscope.ts';
import { DEFAULT_BODY_BYTES, DEFAULT_MEMORY_BYTES } from '../../proxy/options.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { plainBrowser } from './support/running.ts';

const START_MS = 20_000;
const SLOW = { timeout: 10_000 };

/** Fix, recipe and "try again" with no mouse at all; the page is in a browser that corscope watches. */
describe('fixes by keyboard alone', () => {
  const home = mkdtempSync(join(tmpdir(), 'corscope-keys-'));
  let corscope: Corscope;
  let watched: OpenedBrowser;
  let colleague: Browser;
  let dashboard: Page;

  beforeAll(async () => {
    corscope = await startCorscope({ ...OPTIONS, home });
    watched = await openBrowser({
      path: CHROMIUM ?? '',
      proxyUrl: corscope.proxyUrl,
      spki: corscope.ca.spki,
      urls: ['about:blank'],
      headless: true,
      remoteDebuggingPort: 0,
    });
    const devTools = await connectDevTools(await devToolsUrl(watched, START_MS));
    await attachWitness(devTools, corscope.witnesses);
    const page = await openPage(devTools, corscope.lab?.pageUrl ?? '');
    await page.evaluate(`runCase('no-cors-headers').then(result => result.outcome)`);
    colleague = await plainBrowser();
    dashboard = await colleague.newPage();
    await dashboard.setViewportSize({ width: 1440, height: 900 });
    await dashboard.goto(corscope.url);
  });

  afterAll(async () => {
    await Promise.all([colleague?.close(), watched?.close()]);
    await corscope?.close();
    rmSync(home, { recursive: true, force: true });
  });

  async function api<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(new URL(path, corscope.url), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Authorization: `Bearer ${corscope.token}`, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect(response.status).toBeLessThan(300);
    return (await response.json()) as T;
  }

  const fixes = async () => (await api<{ fixes: Fix[] }>('/api/fixes')).fixes;

  async function press(...keys: string[]) {
    for (const key of keys) await dashboard.keyboard.press(key);
  }

  it('selects the blocked call, tries its first fix, and asks the browser again: blocked before, allowed now', async () => {
    const blocked = dashboard.locator('[data-testid=journey-row][data-outcome=blocked]');
    await expect.poll(() => blocked.count()).toBe(1);
    await press('/');
    await dashboard.keyboard.type('outcome:blocked');
    await press('Escape', 'j');
    await expect.poll(() => dashboard.getByTestId('headline').getAttribute('data-outcome')).toBe('blocked');
    await press('f');
    await expect.poll(async () => (await fixes()).map(({ enabled }) => enabled)).toEqual([true]);
    await press('v');
    await expect
      .poll(() => dashboard.getByTestId('verify').innerText(), SLOW)
      .toMatch(/blocked.*MissingAllowOriginHeader[\s\S]*allowed/);
  });

  it('reads the recipe for another stack', async () => {
    await dashboard.getByTestId('recipe-stack').focus();
    await dashboard.keyboard.type('nginx');
    await expect.poll(() => dashboard.getByTestId('recipe').innerText()).toContain('add_header');
    expect(await dashboard.getByTestId('recipe').innerText()).toContain('https://app.lab.test');
  });

  it('puts fixes in another order, and is told where two contradict each other', async () => {
    await api('/api/fixes', {
      title: 'Allow everybody',
      do: [{ op: 'set', header: 'Access-Control-Allow-Origin', value: '*' }],
    });
    await dashboard.getByTestId('recipe-stack').blur();
    await press('g', 'f');
    const rows = dashboard.getByTestId('fix-row');
    await expect.poll(() => rows.count()).toBe(2);
    await expect.poll(() => rows.first().innerText()).toMatch(/conflict/i);
    await dashboard.getByRole('button', { name: /Allow everybody.*earlier/ }).focus();
    await press('Enter');
    await expect.poll(async () => (await fixes())[0]?.title).toBe('Allow everybody');
  });

  it('shows the keys that it has', async () => {
    await press('?');
    await expect.poll(() => dashboard.getByTestId('help').innerText()).toMatch(/try again/i);
    await press('Escape');
  });
});

const OPTIONS = {
  host: '127.0.0.1',
  port: 0,
  taps: [],
  connectTo: [],
  upstreamInsecure: false,
  upstreamCa: null,
  sessionFile: null,
  memoryBytes: DEFAULT_MEMORY_BYTES,
  bodyBytes: DEFAULT_BODY_BYTES,
  lab: true,
};
