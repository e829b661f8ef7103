import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fix } from '../../shared/fixes/fix.ts';
import { openWatchedLab, type WatchedLab } from './support/watched-lab.ts';

const SLOW = { timeout: 10_000 };

/** Fix, recipe and verify with no mouse at all; the page is in a browser that corscope watches. */
describe('fixes by keyboard alone', () => {
  let lab: WatchedLab;

  beforeAll(async () => {
    lab = await openWatchedLab();
    await lab.run('no-cors-headers');
  });

  afterAll(() => lab?.close());

  const fixes = async () => (await lab.api<{ fixes: Fix[] }>('/api/fixes')).fixes;

  it('selects the blocked call, tries its first fix, and asks the browser again: blocked before, allowed now', async () => {
    const { dashboard, press } = lab;
    await expect.poll(() => dashboard.locator('[data-testid=journey-row][data-outcome=blocked]').count()).toBe(1);
    await press('/');
    await dashboard.keyboard.type('verdict:blocked');
    await press('Escape', 'j');
    await expect.poll(() => dashboard.getByTestId('headline').getAttribute('data-outcome')).toBe('blocked');
    await press('f');
    await expect.poll(async () => (await fixes()).map(({ enabled }) => enabled)).toEqual([true]);
    await press('v');
    await expect
      .poll(() => dashboard.getByTestId('verify').innerText(), SLOW)
      .toMatch(/blocked.*MissingAllowOriginHeader[\s\S]*allowed/i);
  });

  it('reads the recipe for another stack', async () => {
    const { dashboard, press } = lab;
    await press('w');
    await dashboard.getByTestId('recipe-stack').focus();
    await dashboard.keyboard.type('nginx');
    await expect.poll(() => dashboard.getByTestId('recipe').innerText()).toContain('add_header');
    expect(await dashboard.getByTestId('recipe').innerText()).toContain('https://app.lab.test');
  });

  it('puts fixes in another order, and is told where two contradict each other', async () => {
    const { dashboard, press } = lab;
    await lab.api('/api/fixes', {
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
    await lab.press('?');
    await expect.poll(() => lab.dashboard.getByTestId('help').innerText()).toMatch(/send the request again/i);
    await lab.press('Escape');
  });
});
