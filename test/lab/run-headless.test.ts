import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startCorscope } from '../../proxy/corscope.ts';
import { labHostOf } from '../../proxy/corscope-lab-host.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import type { LabRow } from '../../proxy/lab/lab-row.ts';
import { runLabHeadless } from '../../proxy/lab/run-headless.ts';
import { CHECKLIST_PAGE, checklistPage } from '../../scripts/checklist-page.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { tempFolder } from '../ca/temp-home.ts';
import { LAB_OPTIONS } from './lab-options.ts';

describe.skipIf(CHROMIUM === null)('in a real Chromium', () => {
  const home = mkdtempSync(join(tmpdir(), 'corscope-test-'));
  const told: LabRow[] = [];
  let rows: readonly LabRow[] = [];

  beforeAll(async () => {
    const corscope = await startCorscope({ ...LAB_OPTIONS, home });
    try {
      const host = await labHostOf(corscope);
      const onRow = (row: LabRow) => void told.push(row);
      rows = await runLabHeadless({ host, browserPath: CHROMIUM ?? '', cases: LAB_CASES, onRow });
    } finally {
      await corscope.close();
    }
  }, 180_000);

  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test('every case has its row, told as soon as it is known', () => {
    expect(rows.map(row => row.case)).toEqual(LAB_CASES.map(({ id }) => id));
    expect(told).toEqual(rows);
  });

  test('docs/checklist.md says what the run proves: `npm run lab-table` writes it', () => {
    expect(readFileSync(CHECKLIST_PAGE, 'utf8')).toBe(checklistPage(rows));
  });

  test.each(LAB_CASES)('$id: $title', ({ id, declared, finding, layer, fails, mend }) => {
    const row = rows.find(each => each.case === id);
    expect(row?.problems).toEqual([]);
    expect(row).toMatchObject({ ok: true, seen: declared, mended: { works: mend.by !== 'nothing' } });
    expect(row?.findings[0]).toBe(finding);
    expect(row?.layer).toBe(layer);
    expect(row?.checks).toEqual(expect.arrayContaining([...fails]));
    expect(row?.witness?.outcome).toBe(declared.outcome === 'allowed' ? 'allowed' : 'blocked');
    if (declared.outcome === 'blocked') expect(row?.witness?.code).toBe(declared.code);
  });
});

test('a browser that cannot start is said, and not waited for', async () => {
  const corscope = await startCorscope({ ...LAB_OPTIONS, home: tempFolder() });
  onTestFinished(() => corscope.close());
  const host = await labHostOf(corscope);
  const run = { host, browserPath: '/nowhere/chromium', cases: LAB_CASES, onRow: () => undefined };
  await expect(runLabHeadless(run)).rejects.toThrow();
});
