import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JourneyReport } from '../../shared/findings/report.ts';
import { plainBrowser, type Running, startCli } from './support/running.ts';

const SECRET = 'Bearer sesame-open';

function entry(index: number, method: string, path: string, page: string, answer: object) {
  return {
    startedDateTime: new Date(Date.UTC(2026, 0, 31, 10, 0, index)).toISOString(),
    time: 20,
    request: {
      method,
      url: `https://api.lab.test${path}`,
      headers: [
        { name: 'Origin', value: page },
        { name: 'Authorization', value: SECRET },
      ],
    },
    response: { status: 200, headers: Object.entries(answer).map(([name, value]) => ({ name, value })) },
  };
}

const SHOP = 'https://shop.lab.test';
const APP = 'https://app.lab.test';
const HAR = {
  log: {
    entries: [
      entry(1, 'GET', '/orders/7', APP, {}),
      entry(2, 'GET', '/products', APP, { 'Access-Control-Allow-Origin': APP, Vary: 'Origin, Accept' }),
      entry(3, 'GET', '/orders/8', SHOP, {}),
      entry(4, 'GET', '/me', APP, { 'Access-Control-Allow-Origin': SHOP }),
    ],
  },
};

/** By keyboard where there is a key for it; the journeys come in from a file. */
describe('the list and its tools', () => {
  let corscope: Running;
  let browser: Browser;
  let dashboard: Page;

  beforeAll(async () => {
    corscope = await startCli('serve');
    browser = await plainBrowser();
    dashboard = await browser.newPage();
    await dashboard.setViewportSize({ width: 1024, height: 768 });
    await dashboard.goto(corscope.url);
  });

  afterAll(async () => {
    await browser?.close();
    expect(await corscope?.stop()).toBe(0);
  });

  async function press(...keys: string[]) {
    for (const key of keys) await dashboard.keyboard.press(key);
  }

  async function filterBy(text: string) {
    await press('/');
    await dashboard.keyboard.press('ControlOrMeta+a');
    await dashboard.keyboard.type(text);
    await dashboard.keyboard.press('Enter');
  }

  /** Groups as `label (count)`, journeys as their path. */
  const lines = () =>
    dashboard.locator('.list tbody tr:not(.space)').evaluateAll(rows =>
      rows.map(row => {
        const text = (name: string) => row.querySelector(name)?.textContent?.trim() ?? '';
        return row.hasAttribute('data-group') ? `${text('.label')} (${text('.count')})` : text('.url');
      }),
    );

  const paths = async () => (await lines()).map(line => line.replace(/^.*?(?=\/|[A-Z(])/, ''));

  it('takes in a HAR from the Session view', async () => {
    await press('g', 's');
    const file = { name: 'site.har', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(HAR)) };
    await dashboard.getByLabel('HAR or capture to import').setInputFiles(file);
    await expect.poll(() => dashboard.getByText('site.har: 4 exchanges in 4 journeys').count()).toBe(1);
    const { journeys } = await corscope.get<{ journeys: JourneyReport[] }>('/api/journeys');
    expect(journeys).toHaveLength(4);
    await press('g', 't');
    await expect.poll(lines).toHaveLength(4);
  });

  it('says why a file is none', async () => {
    await press('g', 's');
    const file = { name: 'notes.json', mimeType: 'application/json', buffer: Buffer.from('hello') };
    await dashboard.getByLabel('HAR or capture to import').setInputFiles(file);
    await expect.poll(() => dashboard.getByText('send a HAR or a corscope capture').count()).toBe(1);
    await press('g', 't');
  });

  it('groups by cause, and says so in the address', async () => {
    await dashboard.getByRole('button', { name: 'Cause' }).click();
    await expect.poll(lines).toHaveLength(7);
    expect((await lines()).filter(line => line.includes('('))).toEqual([
      'allow-origin-missing (2 journeys, 2 blocked)',
      'allow-origin-mismatch (1 journey, 1 blocked)',
      'No blocking finding (1 journey)',
    ]);
    expect(dashboard.url()).toContain('group=cause');
    await dashboard.reload();
    await expect.poll(lines).toHaveLength(7);
  });

  it('closes a group, and the keys walk past it', async () => {
    const first = dashboard.getByTestId('group-row').first().getByRole('button');
    await first.click();
    await expect.poll(lines).toHaveLength(5);
    expect(await first.getAttribute('aria-expanded')).toBe('false');
    await press('k', 'k', 'k', 'k');
    await expect.poll(() => dashboard.locator('tr[aria-current]').innerText()).toContain('/me');
    await press('j');
    await expect.poll(() => dashboard.locator('tr[aria-current]').innerText()).toContain('/products');
    await first.focus();
    await press('Enter');
    await expect.poll(lines).toHaveLength(7);
    await press('Escape', 'Escape');
  });

  it('never scrolls sideways', async () => {
    const wider = () => dashboard.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(await wider()).toBeLessThanOrEqual(0);
  });

  it('groups by page and by route, and not at all', async () => {
    await dashboard.getByRole('button', { name: 'Page', exact: true }).click();
    await expect
      .poll(async () => (await lines()).filter(line => line.includes('(')))
      .toEqual(['app.lab.test (3 journeys, 2 blocked)', 'shop.lab.test (1 journey, 1 blocked)']);
    await dashboard.getByRole('button', { name: 'Route' }).click();
    await expect.poll(async () => (await lines())[0]).toBe('GET /orders/:id (2 journeys, 2 blocked)');
    await dashboard.getByRole('button', { name: 'Route' }).click();
    await expect.poll(lines).toHaveLength(4);
    expect(dashboard.url()).not.toContain('group=');
  });

  it.each([
    { filter: 'header:vary="origin, accept"', left: ['/products'] },
    { filter: '-header:access-control-allow-origin has:authorization', left: ['/orders/7', '/orders/8'] },
    { filter: 'verdict:blocked category:actual origin:app.lab.test', left: ['/orders/7', '/me'] },
    { filter: 'tap:elsewhere', left: [] },
  ])('filters by $filter', async ({ filter, left }) => {
    await filterBy(filter);
    await expect.poll(paths).toEqual(left);
  });

  it('underlines the word that is wrong', async () => {
    await filterBy('me colour:red');
    await expect.poll(() => dashboard.getByText('is not a field').count()).toBe(1);
    expect(await dashboard.locator('search u').innerText()).toBe('colour:red');
  });

  it.each([
    { format: 'HAR', name: /^corscope-.*\.har$/, secrets: false },
    { format: 'HAR', name: /^corscope-.*\.har$/, secrets: true },
    { format: 'Capture', name: /\.ndjson$/, secrets: false },
    { format: 'Markdown', name: /\.md$/, secrets: false },
  ])('exports what the filter lets through: $format, secrets left in: $secrets', async ({ format, name, secrets }) => {
    await filterBy('verdict:blocked path:/orders/');
    await press('e');
    const menu = dashboard.getByTestId('export');
    await expect.poll(() => menu.innerText()).toContain('2 journeys, 2 held back by the filter');
    await menu.getByRole('radio', { name: format }).check();
    if (secrets) await menu.getByRole('checkbox').check();
    const download = dashboard.waitForEvent('download');
    await menu.getByRole('button', { name: 'Export' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(name);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toContain('/orders/7');
    expect(text).not.toContain('/products');
    expect(text.includes(SECRET)).toBe(secrets);
    await expect.poll(() => menu.isVisible()).toBe(false);
  });

  it('closes the export with Esc, and nothing else', async () => {
    await press('j', 'e');
    const menu = dashboard.getByTestId('export');
    await expect.poll(() => menu.isVisible()).toBe(true);
    expect(await menu.getByRole('checkbox').isChecked()).toBe(false);
    await press('Escape');
    await expect.poll(() => menu.isVisible()).toBe(false);
    expect(dashboard.url()).toContain('journey=');
  });

  it.each(['input[type=radio]', 'input[type=checkbox]'])(
    'takes a key that comes before the focus has left the closed export, from %s',
    async field => {
      await press('j', 'e');
      const menu = dashboard.getByTestId('export');
      await expect.poll(() => menu.isVisible()).toBe(true);
      await menu.evaluate((panel, selector) => {
        const focused = panel.querySelector<HTMLElement>(selector);
        focused?.focus();
        if (panel instanceof HTMLElement) panel.hidePopover();
        focused?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
      }, field);
      await expect.poll(() => dashboard.url()).not.toContain('journey=');
    },
  );

  it('draws all that fits when a filter lets more through again', async () => {
    await press('Escape', 'Escape', 'g', 's');
    const entries = ['/a', '/b', '/c', '/d', '/last'].map((path, index) => entry(index, 'GET', path, APP, {}));
    const buffer = Buffer.from(JSON.stringify({ log: { entries } }));
    await dashboard
      .getByLabel('HAR or capture to import')
      .setInputFiles({ name: 'more.har', mimeType: 'application/json', buffer });
    await press('g', 't');
    await dashboard.getByRole('button', { name: 'Route' }).click();
    await filterBy('path:/last');
    await expect.poll(lines).toHaveLength(2);
    await filterBy('origin:lab.test');
    await expect.poll(lines).toHaveLength(17);
  });
});
