import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAxe, violations } from './support/axe.ts';
import { openWatchedLab, type WatchedLab } from './support/watched-lab.ts';

/** How to get to each view from any other, by keys, and what stands there once it is shown. */
const VIEWS = [
  { desc: 'traffic with a blocked call and its recipe', keys: ['g', 't', 'j'], shows: '[data-testid=recipe-text]' },
  { desc: 'the checklist', keys: ['g', 'c'], shows: 'h1, h2' },
  { desc: 'the matrix', keys: ['g', 'm'], shows: 'h1, h2' },
  { desc: 'the fixes', keys: ['g', 'f'], shows: '[data-testid=fix-row]' },
  { desc: 'a case of the lab', keys: ['g', 'l'], shows: '[data-testid=lab-mend]' },
  { desc: 'the session', keys: ['g', 's'], shows: 'h1, h2' },
] as const;

const THEMES = ['light', 'dark'] as const;
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
] as const;

describe('what WCAG AA asks, in every view, theme and size', () => {
  let lab: WatchedLab;

  beforeAll(async () => {
    lab = await openWatchedLab();
    await lab.run('gateway-answers-405');
    await lab.run('no-cors-headers');
    await lab.api('/api/fixes', {
      title: 'Allow everybody',
      do: [
        { op: 'set', header: 'Access-Control-Allow-Origin', value: '*' },
        { op: 'set', header: 'Access-Control-Allow-Credentials', value: 'true' },
      ],
    });
    await lab.dashboard.locator('[data-testid=journey-row][data-outcome=blocked]').first().waitFor();
    await lab.press('j', 'w');
    await loadAxe(lab.dashboard);
  });

  afterAll(() => lab?.close());

  const rows = VIEWS.flatMap(view => THEMES.flatMap(theme => SIZES.map(size => ({ ...view, theme, size }))));

  it.each(rows)('$desc, $theme, $size.width', async ({ keys, shows, theme, size }) => {
    const { dashboard, press } = lab;
    await dashboard.setViewportSize(size);
    await dashboard.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await press(...keys);
    await dashboard.locator(shows).first().waitFor();
    expect(await violations(dashboard)).toEqual([]);
    expect(await overhang()).toBe(0);
  });

  /** By how many pixels the page is wider than its window. */
  const overhang = () =>
    lab.dashboard.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
});
