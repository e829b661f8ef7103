import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEYS } from '../../dashboard/lib/keys.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import { openWatchedLab, type WatchedLab } from './support/watched-lab.ts';

const SLOW = { timeout: 15_000 };

interface Row {
  /** As `?` lists them. */
  readonly keys: string;
  does(lab: WatchedLab): Promise<void>;
}

const selected = ({ dashboard }: WatchedLab) =>
  dashboard.evaluate(() => document.querySelector('tr[aria-current]')?.getAttribute('data-journey') ?? null);

const focusIn = ({ dashboard }: WatchedLab, selector: string) =>
  dashboard.evaluate(wanted => document.activeElement?.closest(wanted) != null, selector);

const ids = ({ dashboard }: WatchedLab) =>
  dashboard.getByTestId('journey-row').evaluateAll(rows => rows.map(row => row.getAttribute('data-journey')));

const pressed = ({ dashboard }: WatchedLab, key: string) =>
  dashboard.locator('article button[aria-pressed]', { has: dashboard.locator(`kbd:text-is("${key}")`) });

/** From the last journey but one selected, which is blocked; in the Traffic view. */
const ROWS: readonly Row[] = [
  {
    keys: 'j ↓',
    async does(lab) {
      const last = (await ids(lab)).at(-1);
      await lab.press('j');
      expect(await selected(lab)).toBe(last);
      await lab.press('k', 'ArrowDown');
      expect(await selected(lab)).toBe(last);
    },
  },
  {
    keys: 'k ↑',
    async does(lab) {
      const before = (await ids(lab)).at(-3);
      await lab.press('k');
      expect(await selected(lab)).toBe(before);
      await lab.press('j', 'ArrowUp');
      expect(await selected(lab)).toBe(before);
    },
  },
  {
    keys: 'Enter',
    async does(lab) {
      await lab.press('Enter');
      expect(await focusIn(lab, 'article')).toBe(true);
      await lab.press('g', 'l');
      await lab.dashboard.locator('[data-case][aria-current]').waitFor();
      await lab.press('Enter');
      await expect.poll(() => lab.dashboard.getByTestId('lab-seen').count(), SLOW).toBe(1);
    },
  },
  {
    keys: 'Esc',
    async does(lab) {
      await lab.press('Enter', 'Escape');
      expect(await focusIn(lab, '.list')).toBe(true);
      expect(await selected(lab)).not.toBeNull();
      await lab.press('Escape');
      expect(await selected(lab)).toBeNull();
    },
  },
  {
    keys: '/',
    async does(lab) {
      await lab.press('/');
      expect(await focusIn(lab, 'search input')).toBe(true);
      // the first puts the ways to go on away
      await lab.press('Escape', 'Escape');
      expect(await focusIn(lab, 'search input')).toBe(false);
    },
  },
  {
    keys: 'f',
    async does(lab) {
      await lab.press('f');
      const fixes = async () => (await lab.api<{ fixes: Fix[] }>('/api/fixes')).fixes.map(({ enabled }) => enabled);
      await expect.poll(fixes, SLOW).toEqual([true]);
      await lab.press('f');
      await expect.poll(fixes, SLOW).toEqual([false]);
    },
  },
  {
    keys: 'v',
    async does(lab) {
      await lab.press('v');
      await expect.poll(() => lab.dashboard.getByTestId('verify').getAttribute('data-state'), SLOW).toBe('done');
    },
  },
  {
    keys: 'w',
    async does(lab) {
      await lab.press('w');
      await expect.poll(() => lab.dashboard.getByTestId('recipe').count()).toBe(1);
      await lab.press('w');
      await expect.poll(() => lab.dashboard.getByTestId('recipe').count()).toBe(0);
    },
  },
  {
    keys: 'a',
    async does(lab) {
      const rows = () => lab.dashboard.getByTestId('ledger').locator('tr').count();
      const few = await rows();
      await lab.press('a');
      expect(await rows()).toBeGreaterThan(few);
      expect(await pressed(lab, 'A').getAttribute('aria-pressed')).toBe('true');
      await lab.press('a');
      expect(await rows()).toBe(few);
    },
  },
  {
    keys: 'r',
    async does(lab) {
      await lab.press('r');
      expect(await lab.dashboard.getByTestId('ledger').count()).toBe(0);
      expect(await pressed(lab, 'R').getAttribute('aria-pressed')).toBe('true');
      await lab.press('r');
      expect(await lab.dashboard.getByTestId('ledger').count()).toBe(1);
    },
  },
  {
    keys: 'x',
    async does(lab) {
      const mark = lab.dashboard.getByTestId('mark');
      await lab.press('x');
      expect(await mark.getAttribute('aria-pressed')).toBe('true');
      await lab.press('x');
      expect(await mark.getAttribute('aria-pressed')).toBe('false');
    },
  },
  {
    keys: 'c',
    async does(lab) {
      await lab.press('x', 'j', 'c');
      await lab.dashboard.getByTestId('compare').waitFor();
      await lab.press('Escape');
      expect(await lab.dashboard.getByTestId('compare').count()).toBe(0);
      await lab.press('k', 'x');
    },
  },
  {
    keys: 'p',
    async does(lab) {
      await lab.press('p');
      expect(await lab.dashboard.getByTestId('paused').count()).toBe(1);
      await lab.press('p');
      expect(await lab.dashboard.getByTestId('paused').count()).toBe(0);
    },
  },
  {
    keys: 'e',
    async does(lab) {
      await lab.press('e');
      await expect.poll(() => lab.dashboard.getByTestId('export').isVisible()).toBe(true);
      await lab.press('Escape');
      await expect.poll(() => lab.dashboard.getByTestId('export').isVisible()).toBe(false);
    },
  },
  ...['traffic', 'checklist', 'matrix', 'fixes', 'lab', 'session'].map(view => ({
    keys: `g ${view.charAt(0)}`,
    async does(lab: WatchedLab) {
      await lab.press('g', 's', 'g', view.charAt(0));
      expect(await lab.dashboard.getByTestId(`view-${view}`).getAttribute('aria-current')).toBe('page');
      expect(new URL(lab.dashboard.url()).hash).toMatch(new RegExp(`^#${view}\\b`));
    },
  })),
  {
    keys: 'Alt ↑ ↓',
    async does(lab) {
      for (const title of ['one', 'other']) {
        await lab.api('/api/fixes', { title, enabled: false, do: [{ op: 'remove', header: `x-${title}` }] });
      }
      const order = () =>
        lab.dashboard.getByTestId('fix-row').evaluateAll(rows => rows.map(row => row.getAttribute('data-fix')));
      await lab.press('g', 'f');
      await expect.poll(order, SLOW).toHaveLength(3);
      const [first, second, third] = await order();
      await lab.dashboard.locator(`[data-fix=${third}] [data-move=up]`).focus();
      await lab.press('Alt+ArrowUp');
      await expect.poll(order, SLOW).toEqual([first, third, second]);
      await expect.poll(() => focusIn(lab, `[data-fix=${third}]`)).toBe(true);
      await lab.press('Alt+ArrowDown');
      await expect.poll(order, SLOW).toEqual([first, second, third]);
    },
  },
  {
    keys: '?',
    async does(lab) {
      await lab.press('?');
      const help = lab.dashboard.getByTestId('help');
      await expect.poll(() => help.isVisible()).toBe(true);
      expect(await help.locator('dd').allInnerTexts()).toEqual(KEYS.map(({ does }) => does));
      await lab.press('Escape');
      await expect.poll(() => help.isVisible()).toBe(false);
    },
  },
];

describe('the keys', () => {
  let lab: WatchedLab;

  beforeAll(async () => {
    lab = await openWatchedLab();
    for (const id of ['proxy-strips-header', 'no-cors-headers', 'allow-origin-twice']) await lab.runCase(id);
  });

  afterAll(() => lab?.close());

  beforeEach(async () => {
    const { dashboard, press } = lab;
    await press('Escape', 'g', 't', 'Escape', 'Escape', 'Escape');
    await expect.poll(() => selected(lab)).toBeNull();
    await expect.poll(() => dashboard.getByTestId('journey-row').count()).toBeGreaterThan(3);
    await press('j', 'k');
    await expect.poll(() => dashboard.getByTestId('headline').count()).toBe(1);
  });

  it('are all listed here', () => {
    expect(ROWS.map(({ keys }) => keys).toSorted()).toEqual(KEYS.map(({ keys }) => keys.join(' ')).toSorted());
  });

  it.each(ROWS)('$keys does what it says', ({ does }) => does(lab));

  it.each(['checklist', 'matrix', 'fixes', 'session'])('those of the list do nothing in the %s', async view => {
    const { dashboard, press } = lab;
    await press('g', view.charAt(0));
    const { hash } = new URL(dashboard.url());
    await press('j', 'k', 'f', 'x', 'p', 'a', 'r', 'w', 'ArrowDown', 'PageDown', 'Enter');
    expect(new URL(dashboard.url()).hash).toBe(hash);
    await press('g', 't');
    expect(await dashboard.getByTestId('paused').count()).toBe(0);
  });

  it('a view that is longer than the window scrolls with the arrows as soon as it is shown', async () => {
    const { dashboard, press } = lab;
    await press('g', 'c');
    await dashboard.getByTestId('check-row').first().waitFor();
    await press('PageDown');
    await expect.poll(() => dashboard.locator('main .view').evaluate(view => view.scrollTop)).toBeGreaterThan(100);
  });

  it('are shown beside what they do, wherever it is done by mouse', async () => {
    const { dashboard, press } = lab;
    const shown = async () => (await dashboard.locator('kbd:visible').allInnerTexts()).map(key => key.toLowerCase());
    await press('x', 'j');
    const beside = new Set(await shown());
    await press('g', 'l');
    await dashboard.getByTestId('lab-run').waitFor();
    for (const key of await shown()) beside.add(key);
    await press('g', 'f');
    for (const key of await shown()) beside.add(key);
    const listed = KEYS.map(({ keys }) => (keys[0] === 'g' ? keys.join(' ') : (keys[0] ?? '')).toLowerCase());
    expect(listed.filter(key => !beside.has(key))).toEqual(['esc']);
  });
});
