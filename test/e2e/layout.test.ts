import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWatchedLab, type WatchedLab } from './support/watched-lab.ts';

/** The last is what 200 % zoom leaves of 1440 × 900. */
const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 720, height: 450 },
];

const SCREENS = [
  {
    desc: 'a blocked call with raw heads, every header and its recipe',
    keys: ['g', 't', 'j', 'k', 'w'],
    shows: '[data-testid=recipe-text]',
  },
  { desc: 'the checklist', keys: ['g', 'c'], shows: '[data-testid=check-row]' },
  { desc: 'the matrix', keys: ['g', 'm'], shows: '[data-testid=matrix]' },
  { desc: 'the fixes', keys: ['g', 'f'], shows: '[data-testid=fix-row]' },
  { desc: 'a case of the lab', keys: ['g', 'l'], shows: '[data-testid=lab-mend]' },
  { desc: 'the session', keys: ['g', 's'], shows: '#session-title' },
];

describe('every control can be reached', () => {
  let lab: WatchedLab;

  beforeAll(async () => {
    lab = await openWatchedLab();
    for (const id of ['redirect-to-other-host', 'no-cors-headers', 'gateway-answers-405']) await lab.runCase(id);
    for (const title of ['Allow everybody who asks for it', 'Take the header of the gateway off again']) {
      await lab.api('/api/fixes', {
        title,
        enabled: false,
        do: [{ op: 'set', header: 'Access-Control-Allow-Origin', value: '*' }],
      });
    }
    await lab.dashboard.locator('[data-testid=journey-row][data-outcome=blocked]').nth(2).waitFor();
  });

  afterAll(() => lab?.close());

  const rows = SIZES.flatMap(size => SCREENS.map(screen => ({ ...screen, size })));

  it.each(rows)('$size.width × $size.height: $desc', async ({ keys, shows, size }) => {
    const { dashboard, press } = lab;
    await dashboard.setViewportSize(size);
    await press('Escape', 'g', 't', 'Escape', 'Escape', ...keys);
    await dashboard.locator(shows).first().waitFor();
    expect(await unreachable(dashboard)).toEqual([]);
    expect(await overhang(dashboard)).toBe(0);
    if (keys.includes('w')) await press('w');
  });

  it('the journey takes a narrow list’s place, and Esc gives it back, where it was', async () => {
    const { dashboard, press } = lab;
    const list = dashboard.locator('.list');
    const width = () => dashboard.locator('article').evaluate(pane => pane.clientWidth);
    await dashboard.setViewportSize({ width: 720, height: 450 });
    await press('Escape', 'g', 't', 'Escape', 'Escape', 'j');
    expect(await list.isVisible()).toBe(false);
    expect(await width()).toBeGreaterThan(600);
    await press('Enter', 'k', 'Escape');
    await expect.poll(() => list.isVisible()).toBe(true);
    expect(await dashboard.locator('article').count()).toBe(0);
    await press('j');
    await dashboard.setViewportSize({ width: 1024, height: 768 });
    await expect.poll(() => list.isVisible()).toBe(true);
  });

  it('no transition and no animation moves anything where less motion is wanted', async () => {
    const { dashboard, press } = lab;
    await dashboard.setViewportSize({ width: 1440, height: 900 });
    await dashboard.emulateMedia({ reducedMotion: 'reduce' });
    await press('Escape', 'g', 't', 'Escape', 'Escape', 'j');
    expect(await moving(dashboard)).toEqual([]);
    await press('f');
    const toggle = dashboard.getByTestId('suggestion').first().getByRole('switch');
    await expect.poll(() => toggle.getAttribute('aria-checked')).toBe('true');
    expect(await dashboard.evaluate(() => document.getAnimations().length)).toBe(0);
    await dashboard.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving(dashboard)).not.toEqual([]);
  });
});

/** By how many pixels the page is wider than its window. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Controls that cannot be brought into view, that something lies over, or that are too small to be hit. */
function unreachable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = 24;
    const problemOf = (control: HTMLElement): string | null => {
      control.scrollIntoView({ block: 'center', inline: 'nearest' });
      // a row's button is as large as the row
      const target = control.closest('label, [data-testid=journey-row]') ?? control;
      const { left, right, top, bottom, width, height } = target.getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      const hit = document.elementFromPoint(x, y);
      if (hit === null) return `out of the window, at ${x}, ${y}`;
      if (!target.contains(hit)) return `under ${hit.tagName} ${hit.className}`;
      if (left < -1 || right > innerWidth + 1) return `cut off, from ${left} to ${right}`;
      // a link in a sentence is as high as its line
      return control.tagName !== 'A' && Math.min(width, height) < least ? `too small, ${width} × ${height}` : null;
    };
    const all = document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea');
    return [...all]
      .filter(
        control =>
          control.checkVisibility({ visibilityProperty: true }) && !control.matches(':disabled, .visually-hidden'),
      )
      .map(control => ({
        name: control.getAttribute('aria-label') ?? control.textContent,
        problem: problemOf(control),
      }))
      .filter(({ problem }) => problem !== null)
      .map(({ name, problem }) => `${name.trim().slice(0, 60)}: ${problem}`);
  });
}

/** What of the page has a transition or an animation that takes time. */
function moving(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const takesTime = (durations: string) => durations.split(',').some(duration => Number.parseFloat(duration) > 0.01);
    return [...document.querySelectorAll('*')]
      .filter(element => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        return takesTime(transitionDuration) || takesTime(animationDuration);
      })
      .map(element => `${element.tagName} ${element.className}`);
  });
}
