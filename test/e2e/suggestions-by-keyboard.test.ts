import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Suggestion } from '../../shared/fixes/suggest.ts';
import { openWatchedLab, type WatchedLab } from './support/watched-lab.ts';

/** A case for every kind of suggestion: what it changes, whether a person is asked first, and whether it lasts. */
const KINDS = [
  { kind: 'set add', id: 'no-cors-headers', asks: false },
  { kind: 'status set set', id: 'gateway-answers-405', asks: true },
  { kind: 'answer set set add', id: 'auth-before-cors', asks: false },
  { kind: 'set set', id: 'credentials-needless', asks: false },
  { kind: 'dedupe', id: 'allow-origin-twice', asks: false },
  { kind: 'follow-redirect set set set add', id: 'https-redirect', asks: true },
  { kind: 'cookie', id: 'cookie-without-secure', asks: true, lasts: true },
];

const SLOW = { timeout: 15_000 };
/** More than there are journeys in the list. */
const MANY = 40;

describe('every kind of suggestion, tried with f and verified with v', () => {
  let lab: WatchedLab;

  beforeAll(async () => {
    lab = await openWatchedLab();
  });

  afterAll(() => lab?.close());

  const selected = () => lab.dashboard.locator('tr[aria-current]').getAttribute('data-journey', { timeout: 1000 });

  async function select(id: string, journey: string): Promise<void> {
    const { dashboard, press } = lab;
    await press('/', 'ControlOrMeta+a');
    await dashboard.keyboard.type(`path:/${id}/`);
    await press('Enter');
    await dashboard.locator(`[data-testid=journey-row][data-journey=${journey}]`).waitFor();
    await press('j');
    for (let pressed = 0; pressed < MANY && (await selected()) !== journey; pressed += 1) await press('k');
    expect(await selected()).toBe(journey);
  }

  it.each(KINDS)('$kind, for $id', async ({ kind, id, asks, lasts = false }) => {
    const { dashboard, press, api } = lab;
    const { journey } = await lab.runCase(id);
    const { suggestions } = await api<{ suggestions: Suggestion[] }>(`/api/journeys/${journey}/suggestions`);
    expect(suggestions[0]?.fix.do.map(({ op }) => op).join(' ')).toBe(kind);
    await select(id, journey);

    await press('f');
    const toggle = dashboard.getByTestId('suggestion').first().getByRole('switch');
    await expect.poll(() => toggle.getAttribute('aria-checked'), SLOW).toBe('true');
    await press('v');
    if (asks) {
      await dashboard.getByTestId('confirm-verify').waitFor();
      // the focus is on the way out
      await press('Tab', 'Enter');
    }
    const verify = dashboard.getByTestId('verify');
    await expect.poll(() => verify.getAttribute('data-state'), SLOW).toBe('done');
    const before = await api<JourneyReport>(`/api/journeys/${journey}`);
    const words = await verify.getByRole('definition').allInnerTexts();
    expect(words[0]).toContain(before.witness?.code ?? 'Allowed');
    expect(words[1]?.trim()).toBe('Allowed');
    const ran = await lab.runCase(id);
    expect(ran.page).toMatchObject({ outcome: 'allowed', works: true });

    await press('f');
    await expect.poll(() => toggle.getAttribute('aria-checked'), SLOW).toBe('false');
    // a cookie that is stored stays stored
    expect((await lab.runCase(id)).page.works).toBe(lasts);
  });
});
