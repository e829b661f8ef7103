import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CHROMIUM } from '../browser/chromium.ts';
import { openWatchedLab, type WatchedLab } from './support/watched-lab.ts';

const PUT_URL = 'https://api.lab.test/gateway-answers-405/orders/7';
/** More than any way from one control to another takes. */
const MANY = 60;

describe.skipIf(CHROMIUM === null)(
  'a blocked call is mended, verified and written as a config by keyboard alone',
  () => {
    let lab: WatchedLab;
    let page: Page;

    beforeAll(async () => {
      lab = await openWatchedLab();
      page = lab.dashboard;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    });

    afterAll(() => lab?.close());

    const press = (...keys: readonly string[]) => lab.press(...keys);
    const rows = () => page.getByTestId('journey-row');
    const blocked = () => page.locator('[data-testid=journey-row][data-outcome=blocked]');
    const order = () => page.getByTestId('fix-row').evaluateAll(all => all.map(row => row.getAttribute('data-fix')));
    const focused = (selector: string) =>
      page.evaluate(wanted => document.activeElement?.closest(wanted) != null, selector);
    const focusedText = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    const headline = () => page.getByTestId('headline').innerText();

    async function pressUntil(key: string, there: () => Promise<boolean>): Promise<void> {
      for (let pressed = 0; pressed < MANY; pressed += 1) {
        if (await there()) return;
        await press(key);
      }
      throw new Error(`${key} does not lead there`);
    }

    test('f tries the first suggestion: the same call, repeated, is allowed, and its row says what it was without', async () => {
      expect(await lab.run('gateway-answers-405')).toBe('blocked');
      await expect.poll(() => blocked().count()).toBe(1);
      await press('j');
      expect(await headline()).toContain('Blocked at the preflight');
      expect(await page.getByTestId('assumption').first().innerText()).toContain(`PUT ${PUT_URL} was not sent`);
      await press('f');
      const toggle = page.getByTestId('suggestion').first().getByRole('switch');
      await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('true');
      expect(await lab.run('gateway-answers-405')).toBe('allowed');
      await expect.poll(() => page.getByTestId('row-fixed').allInnerTexts()).toHaveLength(1);
      expect(await page.getByTestId('row-fixed').innerText()).toContain('Blocked without it');
    });

    test('v asks before it sends a PUT again; Escape sends nothing', async () => {
      const before = await rows().count();
      await press('v');
      const dialog = page.getByTestId('confirm-verify');
      expect(await dialog.innerText()).toContain(`PUT ${PUT_URL}`);
      await press('j', 'Escape');
      await expect.poll(() => dialog.count()).toBe(0);
      expect(await headline()).toContain('Blocked at the preflight');
      expect(await rows().count()).toBe(before);
    });

    test('v, and yes: the browser’s word before and now', async () => {
      await press('v');
      await pressUntil('Tab', async () => (await focusedText()) === 'Send PUT again');
      await press('Enter');
      const verified = page.getByTestId('verify');
      await expect.poll(() => verified.getAttribute('data-state'), { timeout: 15_000 }).toBe('done');
      expect(await verified.innerText()).toMatch(/Before\s+Blocked PreflightInvalidStatus[\s\S]*Now\s+Allowed/);
    });

    test('w writes the recipe, Enter copies it, w puts it away', async () => {
      await press('w');
      await expect.poll(() => focused('[data-testid=recipe-text]')).toBe(true);
      const patch = await page.getByTestId('recipe-text').first().locator('pre').textContent();
      expect(patch).toContain('https://app.lab.test');
      await press('Enter');
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(patch);
      await press('w');
      await expect.poll(() => page.getByTestId('recipe').count()).toBe(0);
    });

    test('fixes are put into another order, with Alt and an arrow or with the button, and the focus goes along', async () => {
      expect(await lab.run('no-cors-headers')).toBe('blocked');
      await expect.poll(() => blocked().count()).toBe(2);
      await pressUntil('j', async () => (await headline()).includes('has no Access-Control-Allow-Origin'));
      await press('f', 'g', 'f');
      await expect.poll(order).toEqual(['f1', 'f2']);
      await expect
        .poll(() => page.getByTestId('set-forecast').innerText())
        .toMatch(/Fixes 4 of 4 failing journeys, leaves \d+ unchanged, breaks 0\./);
      await pressUntil('Tab', () => focused('[data-fix=f2] [data-move=up]'));
      await press('Alt+ArrowUp');
      await expect.poll(order).toEqual(['f2', 'f1']);
      await expect.poll(() => focused('[data-fix=f2] [data-move=down]')).toBe(true);
      await press('Enter');
      await expect.poll(order).toEqual(['f1', 'f2']);
      await expect.poll(() => focused('[data-fix=f2] [data-move=up]')).toBe(true);
      expect(await page.locator('[data-fix=f1]').getByTestId('fix-last').innerText()).toMatch(/Blocked →\s+Allowed/);
    });

    test('a fix is edited, what it opens is said, and so is what it comes to blows with', async () => {
      await pressUntil(
        'Shift+Tab',
        async () => (await focused('[data-fix=f1]')) && (await focusedText()).startsWith('Edit'),
      );
      await press('Enter');
      await expect.poll(() => focused('textarea')).toBe(true);
      await press('ControlOrMeta+a');
      const fix = {
        title: 'Anybody',
        when: {},
        do: [{ op: 'set', header: 'Access-Control-Allow-Origin', value: '*' }],
      };
      await page.keyboard.insertText(JSON.stringify(fix));
      await pressUntil('Tab', async () => (await focusedText()) === 'Save the fix');
      await press('Enter');
      const row = page.locator('[data-fix=f1]');
      await expect.poll(() => row.getByRole('heading').innerText()).toContain('Anybody');
      expect(await row.getByTestId('danger').innerText()).toContain('every page on the web can read these responses');
      expect(await row.getByTestId('conflict').innerText()).toContain('the later one, f2, wins');
      expect(await page.locator('[data-fix=f2]').getByTestId('conflict').count()).toBe(1);
    });

    test('without a watched browser, v says how to get one', async () => {
      await lab.closeWatched();
      await press('g', 't');
      await pressUntil('k', async () => (await headline()).includes('has no Access-Control-Allow-Origin'));
      await press('v');
      const verified = page.getByTestId('verify');
      await expect.poll(() => verified.getAttribute('data-state'), { timeout: 15_000 }).toBe('refused');
      expect(await verified.innerText()).toContain('start one with "corscope open URL"');
    });
  },
);
