import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedBrowser } from '../../proxy/browser/open-browser.ts';
import { openWitnessed } from '../../proxy/browser/open-witnessed.ts';
import { type Corscope, startCorscope } from '../../proxy/corscope.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { LAB_OPTIONS } from '../lab/lab-options.ts';
import { plainBrowser } from './support/running.ts';

const SLOW = { timeout: 10_000 };

describe('the guided tour of the lab, by keyboard alone', () => {
  const home = mkdtempSync(join(tmpdir(), 'corscope-tour-'));
  let corscope: Corscope;
  let watched: OpenedBrowser | null = null;
  let colleague: Browser;
  let dashboard: Page;

  beforeAll(async () => {
    corscope = await startCorscope({ ...LAB_OPTIONS, home });
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

  async function press(...keys: string[]) {
    for (const key of keys) await dashboard.keyboard.press(key);
  }

  const title = () => dashboard.getByRole('heading', { level: 1 }).innerText();
  const mended = () => dashboard.getByTestId('lab-seen').getAttribute('data-mended');

  it('shows every case, and tells the first one’s story', async () => {
    await expect.poll(() => dashboard.getByTestId('view-lab').count()).toBe(1);
    await press('g', 'l');
    await expect.poll(title).toBe(LAB_CASES[0]?.title);
    expect(await dashboard.locator('[data-case]').count()).toBe(LAB_CASES.length);
  });

  it('says how to open a browser where none is open', async () => {
    await press('Enter');
    await expect
      .poll(() => dashboard.getByRole('status').allInnerTexts())
      .toContainEqual(expect.stringContaining('corscope is not watching any browser'));
  });

  it('runs the case, shows why it fails, switches the fix, and runs it again: mended', async () => {
    const { proxyUrl, ca, lab, witnesses } = corscope;
    const urls = [lab?.pageUrl ?? ''];
    watched = await openWitnessed({ path: CHROMIUM ?? '', proxyUrl, spki: ca.spki, urls, headless: true }, witnesses);
    await press('Enter');
    await expect.poll(mended, SLOW).toBe('false');
    expect(await dashboard.getByTestId('lab-seen').innerText()).toContain('Failed to fetch');
    await press('f');
    const fix = dashboard.getByTestId('lab-mend').getByRole('switch');
    await expect.poll(() => fix.getAttribute('aria-checked'), SLOW).toBe('true');
    await press('Enter');
    await expect.poll(mended, SLOW).toBe('true');
    await press('f');
    await expect.poll(() => fix.getAttribute('aria-checked'), SLOW).toBe('false');
    await press('Enter');
    await expect.poll(mended, SLOW).toBe('false');
  });

  it('goes to the next case, and leads from what was seen to the journey', async () => {
    await press('j');
    await expect.poll(title).toBe(LAB_CASES[1]?.title);
    await press('k');
    await expect.poll(title).toBe(LAB_CASES[0]?.title);
    await dashboard.getByTestId('lab-seen').getByRole('button').press('Enter');
    await expect.poll(() => dashboard.getByTestId('headline').innerText()).toContain('Access-Control-Allow-Origin');
  });
});
