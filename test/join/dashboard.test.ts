import { describe, expect, it, onTestFinished } from 'vitest';
import { CHROMIUM } from '../browser/chromium.ts';
import { serve, stop } from '../cli/support/corscope.ts';
import { plainBrowser } from '../e2e/support/running.ts';
import { startTap, TOKEN } from './support/joined.ts';

describe.skipIf(CHROMIUM === null)('the dashboard', () => {
  it('shows a tap as it joins and is lost, and gives the command for the next one', async () => {
    const main = await serve(['--token', TOKEN]);
    const browser = await plainBrowser();
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${main.ready.url}#session`);
    const rows = page.locator('table tbody tr');
    await rows.first().waitFor();
    expect(await rows.allInnerTexts()).toEqual([expect.stringContaining('any requested host')]);

    const tap = await startTap('db=0:127.0.0.1:3000', main.ready.url);
    await page.getByText('joined from 127.0.0.1').waitFor();
    expect(await rows.last().innerText()).toContain(tap.url);
    await stop(tap);
    await page.getByText('link down since').waitFor();

    const command = page.locator('code', { hasText: 'corscope tap --join' });
    expect(await command.innerText()).toBe(`corscope tap --join ${main.ready.proxy} --token … NAME=PORT:TARGET`);
    expect(await page.getByText('start it with').innerText()).toContain('--host 0.0.0.0');
    expect(await stop(main)).toBe(0);
  });
});
