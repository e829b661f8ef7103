import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWatchedLab, type WatchedLab } from './support/watched-lab.ts';

describe('the paused list', () => {
  let lab: WatchedLab;

  beforeAll(async () => {
    lab = await openWatchedLab();
    for (const id of ['no-cors-headers', 'credentials-needless']) await lab.runCase(id);
  });

  afterAll(() => lab?.close());

  const paths = async () =>
    (await lab.dashboard.getByTestId('journey-row').evaluateAll(rows => rows.map(row => row.getAttribute('title'))))
      .map(title => /api\.lab\.test(\/[^/]+\/)/.exec(title ?? '')?.[1] ?? '')
      .filter(Boolean);

  const waiting = () => lab.dashboard.getByTestId('paused').getAttribute('data-waiting');

  async function filterBy(text: string): Promise<void> {
    await lab.press('/', 'ControlOrMeta+a', 'Delete');
    await lab.dashboard.keyboard.type(text);
    await lab.press('Enter');
  }

  it('stands still, and says how many wait', async () => {
    await expect.poll(paths).toContain('/credentials-needless/');
    await lab.press('p');
    expect(await waiting()).toBe('0');
    await lab.runCase('allow-origin-twice');
    await expect.poll(waiting).toBe('1');
    expect(await lab.dashboard.getByTestId('paused').innerText()).toMatch(/\b1\b/);
    expect(await paths()).toEqual(['/no-cors-headers/', '/credentials-needless/']);
  });

  it.each([
    { desc: 'lets less through', filter: 'path:/no-cors-headers', left: ['/no-cors-headers/'], waits: '0' },
    { desc: 'lets another of them through', filter: 'path:/credentials', left: ['/credentials-needless/'], waits: '0' },
    { desc: 'lets only the newer one through', filter: 'path:/allow-origin', left: [], waits: '1' },
    { desc: 'lets all through', filter: 'host:api', left: ['/no-cors-headers/', '/credentials-needless/'], waits: '1' },
  ])('follows a filter that $desc', async ({ filter, left, waits }) => {
    await filterBy(filter);
    await expect.poll(paths).toEqual(left);
    await expect.poll(waiting).toBe(waits);
  });

  it('shows them all once it goes on', async () => {
    await lab.press('p');
    await expect.poll(paths).toEqual(['/no-cors-headers/', '/credentials-needless/', '/allow-origin-twice/']);
    expect(await lab.dashboard.getByTestId('paused').count()).toBe(0);
  });
});
