import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWatchedLab, type WatchedLab } from './support/watched-lab.ts';

const SLOW = { timeout: 15_000 };
/** Longer than anything on screen waits for traffic to pause. */
const CALM_MS = 800;

interface Place {
  readonly desc: string;
  /** Keys that lead there, from any view. */
  go(lab: WatchedLab): Promise<void>;
  /** What is there once one is. */
  readonly shows: string;
}

const PLACES: readonly Place[] = [
  {
    desc: 'groups, and a journey in them',
    async go({ dashboard, press }) {
      await press('g', 't', 'Escape', 'Escape', 'Escape');
      await dashboard.getByRole('button', { name: 'Cause' }).click();
      await press('j');
    },
    shows: '[data-testid=group-row]',
  },
  {
    desc: 'a filter, every header and the recipe of a journey',
    async go({ dashboard, press }) {
      await press('g', 't', '/', 'ControlOrMeta+a');
      await dashboard.keyboard.type('verdict:blocked path:/gateway');
      await press('Enter');
      await expect.poll(() => dashboard.getByTestId('journey-row').count()).toBe(1);
      await press('j', 'a', 'w');
    },
    shows: '[data-testid=recipe-text]',
  },
  {
    desc: 'the raw heads of the lane that was picked',
    async go({ dashboard, press }) {
      await press('g', 't', '/', 'ControlOrMeta+a');
      await dashboard.keyboard.type('path:/method-not-listed');
      await press('Enter');
      await expect.poll(() => dashboard.getByTestId('journey-row').count()).toBe(2);
      await press('j', 'r');
      await dashboard.locator('button.lane:enabled').first().click();
    },
    shows: 'button.lane[aria-pressed=true]',
  },
  {
    desc: 'two journeys compared',
    async go({ dashboard, press }) {
      await press('g', 't', '/', 'ControlOrMeta+a', 'Delete', 'Enter');
      await expect.poll(() => dashboard.getByTestId('journey-row').count()).toBeGreaterThan(3);
      await press('j', 'x', 'k', 'c');
    },
    shows: '[data-testid=compare]',
  },
  {
    desc: 'the checklist over one API, and only what fails',
    async go({ dashboard, press }) {
      await press('Escape', 'g', 'c');
      await dashboard.getByRole('combobox').selectOption('https://api.lab.test');
      await dashboard.locator('main button[aria-pressed]').click();
    },
    shows: 'main button[aria-pressed=true]',
  },
  {
    desc: 'a case of the lab',
    async go({ dashboard, press }) {
      await press('g', 'l');
      await dashboard.locator('[data-case][aria-current]').waitFor();
      await press('j', 'j', 'j');
    },
    shows: '[data-case=origin-null][aria-current]',
  },
  { desc: 'the matrix', go: ({ press }) => press('g', 'm'), shows: '[data-testid=matrix]' },
  { desc: 'the fixes', go: ({ press }) => press('g', 'f'), shows: '[data-testid=fix-row]' },
  { desc: 'the session', go: ({ press }) => press('g', 's'), shows: '#session-title' },
];

describe('the address shows the same screen', () => {
  let lab: WatchedLab;
  let other: Page;

  beforeAll(async () => {
    lab = await openWatchedLab();
    for (const id of ['no-cors-headers', 'gateway-answers-405', 'method-not-listed']) await lab.runCase(id);
    await lab.api('/api/fixes', { title: 'one', enabled: false, do: [{ op: 'remove', header: 'x-one' }] });
    const browser = lab.dashboard.context().browser();
    if (browser === null) throw new Error('the dashboard has no browser');
    other = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  });

  afterAll(() => lab?.close());

  it.each(PLACES)('$desc: after a reload, and in a second window', async ({ go, shows }) => {
    const { dashboard } = lab;
    await go(lab);
    await dashboard.locator(shows).first().waitFor();
    const there = await settledScreenOf(dashboard);
    const url = dashboard.url();
    await dashboard.reload();
    await expect.poll(() => screenOf(dashboard), SLOW).toBe(there);
    expect(dashboard.url()).toBe(url);
    // the same document with another fragment would not be loaded anew
    await other.goto('about:blank');
    await other.goto(url);
    await expect.poll(() => screenOf(other), SLOW).toBe(there);
  });

  it('the back button leads from view to view', async () => {
    const { dashboard, press } = lab;
    await press('g', 'm', 'g', 'c');
    await dashboard.goBack();
    await expect.poll(() => dashboard.getByTestId('view-matrix').getAttribute('aria-current')).toBe('page');
    await dashboard.goForward();
    await expect.poll(() => dashboard.getByTestId('view-checklist').getAttribute('aria-current')).toBe('page');
  });
});

/** The same once nothing changes any more: the checklist is walked a moment after the choice. */
async function settledScreenOf(page: Page): Promise<string> {
  for (let before = ''; ; ) {
    const now = await screenOf(page);
    if (now === before) return now;
    before = now;
    await page.waitForTimeout(CALM_MS);
  }
}

/** What is to be read in the view, and what is chosen, picked or pressed there. */
async function screenOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const main = document.querySelector('main');
    const filter = document.querySelector<HTMLInputElement>('search input')?.value ?? '';
    const chosen = [...(main?.querySelectorAll('select') ?? [])].map(({ value }) => value);
    const marked = [...(main?.querySelectorAll('[aria-pressed=true], [aria-current], [aria-expanded=true]') ?? [])];
    const said = main instanceof HTMLElement ? main.innerText : '';
    // how many watch is another number in the second window, and an undo of the mark is not kept
    const lines = said.split('\n').filter(line => !/dashboards?$/.test(line.trim()));
    return JSON.stringify([filter, chosen, marked.map(({ textContent }) => textContent.trim()), lines]);
  });
}
