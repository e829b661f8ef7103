import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import type { LabCase } from '../../proxy/lab/lab-case.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import { openWatchedLab, type WatchedLab } from './support/watched-lab.ts';

const SCENARIOS = ['s1', 's2', 's3', 's4', 's5', 's6', 's7'];
const MENDED = LAB_CASES.filter(each => each.mend.by === 'suggestion');
/** Of each scenario the first case that a suggestion mends. */
const FIRST_OF_EACH = SCENARIOS.flatMap(scenario => MENDED.filter(each => each.scenario === scenario).slice(0, 1));

const SLOW = { timeout: 15_000 };

/** Picks a case, runs it, switches its first fix, and runs it again; `toggle` switches on and, in the end, off. */
interface Hand {
  readonly desc: string;
  readonly cases: readonly LabCase[];
  openLab(lab: WatchedLab): Promise<void>;
  pick(lab: WatchedLab, id: string): Promise<void>;
  run(lab: WatchedLab): Promise<void>;
  toggle(lab: WatchedLab): Promise<void>;
}

const BY_MOUSE: Hand = {
  desc: 'by mouse',
  cases: FIRST_OF_EACH,
  openLab: ({ dashboard }) => dashboard.getByTestId('view-lab').click(),
  pick: ({ dashboard }, id) => dashboard.locator(`[data-case=${id}]`).click(),
  run: ({ dashboard }) => dashboard.getByTestId('lab-run').click(),
  toggle: ({ dashboard }) => fixSwitch(dashboard).click(),
};

const BY_KEYBOARD: Hand = {
  desc: 'by keyboard alone',
  cases: MENDED,
  openLab: ({ press }) => press('g', 'l'),
  async pick(lab, id) {
    const ids = LAB_CASES.map(each => each.id);
    const chosen = await lab.dashboard.locator('[data-case][aria-current]').getAttribute('data-case');
    const steps = ids.indexOf(id) - ids.indexOf(chosen ?? '');
    for (let step = 0; step < Math.abs(steps); step += 1) await lab.press(steps > 0 ? 'j' : 'k');
  },
  run: ({ press }) => press('Enter'),
  toggle: ({ press }) => press('f'),
};

const fixSwitch = (dashboard: Page) => dashboard.getByTestId('lab-mend').getByRole('switch').first();

describe.each([BY_MOUSE, BY_KEYBOARD])('the tour through the seven scenarios, $desc', hand => {
  let lab: WatchedLab;

  beforeAll(async () => {
    lab = await openWatchedLab();
    await lab.dashboard.getByTestId('view-lab').waitFor();
    await hand.openLab(lab);
    await lab.dashboard.locator('[data-case][aria-current]').waitFor();
  });

  afterAll(() => lab?.close());

  const mended = () => lab.dashboard.getByTestId('lab-seen').getAttribute('data-mended');
  const fixes = async () => (await lab.api<{ fixes: Fix[] }>('/api/fixes')).fixes;

  async function pick({ id, title }: LabCase): Promise<void> {
    await hand.pick(lab, id);
    await expect.poll(() => lab.dashboard.getByRole('heading', { level: 1 }).innerText()).toBe(title);
  }

  /** What corscope concluded from the case's newest run. */
  async function newest(id: string): Promise<JourneyReport> {
    const { cases } = await lab.api<{ cases: { id: string; journey: string }[] }>('/api/lab');
    return lab.api(`/api/journeys/${cases.find(each => each.id === id)?.journey}`);
  }

  /** Whether the lab tells the headline, what to change and the layer of the case's newest run. */
  async function told({ id, layer }: LabCase): Promise<boolean[]> {
    const { verdict, findings } = await newest(id);
    const seen = await lab.dashboard.getByTestId('lab-seen').innerText();
    return [plain(verdict.headline), plain(findings[0]?.change), layer].map(words => seen.includes(words));
  }

  it('every scenario has a case that is mended', () => {
    expect([...new Set(hand.cases.map(({ scenario }) => scenario))]).toEqual(SCENARIOS);
  });

  it.each(hand.cases)('$scenario, $id: it fails, says why, and works with the fix', async labCase => {
    const { dashboard } = lab;
    await pick(labCase);
    await hand.run(lab);
    await expect.poll(mended, SLOW).toBe('false');
    // the browser's own account may come after the response, and decide what that left open
    await expect.poll(() => told(labCase), SLOW).toEqual([true, true, true]);
    await hand.toggle(lab);
    await expect.poll(() => fixSwitch(dashboard).getAttribute('aria-checked'), SLOW).toBe('true');
    await hand.run(lab);
    await expect.poll(mended, SLOW).toBe('true');
    expect((await newest(labCase.id)).verdict.outcome).toBe('allowed');
    await hand.toggle(lab);
    await expect.poll(() => fixSwitch(dashboard).getAttribute('aria-checked'), SLOW).toBe('false');
  });

  it('a case that brings its own fix is mended by that', async () => {
    const labCase = caseOf('header-not-exposed');
    await pick(labCase);
    await hand.run(lab);
    await expect.poll(mended, SLOW).toBe('false');
    await hand.toggle(lab);
    await expect.poll(() => fixSwitch(lab.dashboard).getAttribute('aria-checked'), SLOW).toBe('true');
    await hand.run(lab);
    await expect.poll(mended, SLOW).toBe('true');
    await hand.toggle(lab);
    await expect.poll(async () => (await fixes()).filter(({ enabled }) => enabled)).toEqual([]);
  });

  it('a case that no header mends offers no switch, and says why', async () => {
    const labCase = caseOf('session-redirect');
    await pick(labCase);
    await hand.run(lab);
    await expect.poll(mended, SLOW).toBe('false');
    const before = await fixes();
    expect(await fixSwitch(lab.dashboard).count()).toBe(0);
    await lab.press('f');
    expect(await lab.dashboard.getByTestId('lab-mend').innerText()).toContain(
      'why' in labCase.mend ? labCase.mend.why : '?',
    );
    expect(await fixes()).toEqual(before);
  });
});

function caseOf(id: string): LabCase {
  const found = LAB_CASES.find(each => each.id === id);
  if (found === undefined) throw new Error(`the lab has no case ${id}`);
  return found;
}

/** Backticks mark values; the dashboard sets those in a monospace face instead. */
function plain(sentence: string | undefined): string {
  return (sentence ?? '?').replaceAll('`', '');
}
