import { describe, expect, onTestFinished, test } from 'vitest';
import { loadCa } from '../../proxy/ca/ca.ts';
import { createLeafStore } from '../../proxy/ca/leaf-store.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import { startLab } from '../../proxy/lab/lab.ts';
import { type LabObservation, type LabRow, labRow } from '../../proxy/lab/lab-row.ts';
import { runLabHeadless } from '../../proxy/lab/run-headless.ts';
import { labTable } from '../../proxy/lab/table.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { tempFolder } from '../ca/temp-home.ts';
import { fakeHost, reportOf } from './fake-host.ts';

const [FIRST] = LAB_CASES;
if (!FIRST) throw new Error('the lab has no cases');
const REPORT = reportOf(FIRST, 'j1');
const AS_DECLARED: LabObservation = {
  journey: REPORT,
  witness: { outcome: 'blocked', code: FIRST.declared.code },
  mended: { fix: 'Mend', outcome: 'allowed' },
};

describe.skipIf(CHROMIUM === null)('in a real Chromium', () => {
  test('every case is blocked as declared by the browser itself, and mended', { timeout: 60_000 }, async () => {
    const ca = await loadCa(tempFolder());
    const leaves = createLeafStore(ca);
    const lab = await startLab(ca, leaves);
    onTestFinished(() => lab.close());
    const host = await fakeHost(ca, leaves, lab);
    const told: LabRow[] = [];
    const rows = await runLabHeadless({
      host,
      lab,
      browserPath: CHROMIUM ?? '',
      cases: LAB_CASES,
      onRow: row => told.push(row),
    });
    expect(rows.map(({ ok, witness, mended }) => ({ ok, witness, mended }))).toEqual(
      LAB_CASES.map(({ declared }) => ({
        ok: true,
        witness: { outcome: 'blocked', code: declared.code },
        mended: { fix: 'Mend', outcome: 'allowed' },
      })),
    );
    expect(told).toEqual(rows);
  });
});

describe('a row', () => {
  test('holds what the contract promises', () => {
    expect(labRow(FIRST, AS_DECLARED)).toEqual({
      case: FIRST.id,
      scenario: FIRST.scenario,
      ok: true,
      declared: FIRST.declared,
      seen: FIRST.declared,
      witness: { outcome: 'blocked', code: FIRST.declared.code },
      findings: ['a-rule'],
      checks: ['a.b'],
      mended: { fix: 'Mend', outcome: 'allowed' },
    });
  });

  test.each<{ desc: string; change: Partial<LabObservation> }>([
    { desc: 'no journey was seen', change: { journey: null } },
    { desc: 'the browser said nothing', change: { witness: null } },
    { desc: 'the browser named another cause', change: { witness: { outcome: 'blocked', code: 'InvalidResponse' } } },
    { desc: 'the browser allowed it', change: { witness: { outcome: 'allowed', code: null } } },
    { desc: 'nothing was found', change: { journey: { ...REPORT, findings: [] } } },
    {
      desc: 'corscope named another phase',
      change: { journey: { ...REPORT, verdict: { ...REPORT.verdict, phase: 'redirect' } } },
    },
    { desc: 'no fix was suggested', change: { mended: { fix: null, outcome: null } } },
    { desc: 'the fix did not mend', change: { mended: { fix: 'Mend', outcome: 'blocked' } } },
  ])('is not ok where $desc', ({ change }) => {
    expect(labRow(FIRST, { ...AS_DECLARED, ...change }).ok).toBe(false);
  });
});

describe('the table', () => {
  test('is aligned, and says in words what failed', () => {
    const failed = labRow(FIRST, { journey: null, witness: null, mended: { fix: null, outcome: null } });
    expect(labTable([labRow(FIRST, AS_DECLARED), failed]).split('\n')).toEqual([
      '          case             scenario  declared                                   corscope says    browser says  mended by',
      '✓ ok      no-cors-headers  s1        blocked (actual) MissingAllowOriginHeader  the same         the same      Mend',
      '✗ failed  no-cors-headers  s1        blocked (actual) MissingAllowOriginHeader  no journey seen  nothing       no fix was suggested',
    ]);
  });
});
