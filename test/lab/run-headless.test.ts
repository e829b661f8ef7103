import { describe, expect, onTestFinished, test } from 'vitest';
import { startCorscope } from '../../proxy/corscope.ts';
import { labHostOf } from '../../proxy/corscope-lab-host.ts';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import { type LabObservation, type LabRow, labRow } from '../../proxy/lab/lab-row.ts';
import { runLabHeadless } from '../../proxy/lab/run-headless.ts';
import { labTable } from '../../proxy/lab/table.ts';
import { DEFAULT_BODY_BYTES, DEFAULT_MEMORY_BYTES } from '../../proxy/options.ts';
import type { JourneyReport, WitnessReport } from '../../shared/findings/report.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { tempFolder } from '../ca/temp-home.ts';
import { reportOf } from './report-of.ts';

const [FIRST] = LAB_CASES;
if (!FIRST) throw new Error('the lab has no cases');
const REPORT = reportOf(FIRST, 'j1');
const AS_DECLARED: LabObservation = {
  journey: REPORT,
  mended: { fix: 'Mend', outcome: 'allowed' },
};

const OPTIONS = {
  host: '127.0.0.1',
  port: 0,
  taps: [],
  connectTo: [],
  upstreamInsecure: false,
  upstreamCa: null,
  sessionFile: null,
  memoryBytes: DEFAULT_MEMORY_BYTES,
  bodyBytes: DEFAULT_BODY_BYTES,
  lab: true,
};

const WITNESS = REPORT.witness;

/** The report with another account beside it. */
function told(witness: Partial<WitnessReport>): JourneyReport {
  if (WITNESS === null) throw new Error('an example without a witness');
  return { ...REPORT, witness: { ...WITNESS, ...witness } };
}

describe.skipIf(CHROMIUM === null)('in a real Chromium', () => {
  test('every case is blocked as declared by the browser itself, and mended', { timeout: 60_000 }, async () => {
    const corscope = await startCorscope({ ...OPTIONS, home: tempFolder() });
    onTestFinished(() => corscope.close());
    const { lab } = corscope;
    const host = await labHostOf(corscope);
    if (lab === null) throw new Error('no lab');
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
        mended: { fix: expect.any(String), outcome: 'allowed' },
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
    { desc: 'the browser said nothing', change: { journey: { ...REPORT, witness: null } } },
    { desc: 'the browser named another cause', change: { journey: told({ code: 'InvalidResponse' }) } },
    { desc: 'the browser allowed it', change: { journey: told({ outcome: 'allowed', code: null }) } },
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
    const failed = labRow(FIRST, { journey: null, mended: { fix: null, outcome: null } });
    expect(labTable([labRow(FIRST, AS_DECLARED), failed]).split('\n')).toEqual([
      '          case             scenario  declared                                   corscope says    browser says  mended by',
      '✓ ok      no-cors-headers  s1        blocked (actual) MissingAllowOriginHeader  the same         the same      Mend',
      '✗ failed  no-cors-headers  s1        blocked (actual) MissingAllowOriginHeader  no journey seen  nothing       no fix was suggested',
    ]);
  });
});
