import { describe, expect, test } from 'vitest';
import { LAB_CASES } from '../../proxy/lab/cases/index.ts';
import { type LabObservation, labRow } from '../../proxy/lab/lab-row.ts';
import { labTable } from '../../proxy/lab/table.ts';
import type { JourneyReport, WitnessReport } from '../../shared/findings/report.ts';
import { reportOf } from './report-of.ts';

const FIRST = LAB_CASES.find(({ id }) => id === 'no-cors-headers');
const UNMENDABLE = LAB_CASES.find(({ id }) => id === 'connection-cut');
if (!FIRST || !UNMENDABLE) throw new Error('the lab has other cases');
const REPORT = reportOf(FIRST, 'j1');
const MENDED = { fix: 'Mend', outcome: 'allowed', works: true, why: '' } as const;
const AS_DECLARED: LabObservation = {
  result: { outcome: 'blocked', error: 'TypeError: Failed to fetch', works: false },
  journey: REPORT,
  failed: [{ id: 's1.acao-present', finding: 'allow-origin-missing' }],
  mended: MENDED,
};

/** The report with another account beside it. */
function told(witness: Partial<WitnessReport>): JourneyReport {
  if (REPORT.witness === null) throw new Error('an example without a witness');
  return { ...REPORT, witness: { ...REPORT.witness, ...witness } };
}

describe('a row', () => {
  test('holds what the contract promises, and what the table needs', () => {
    expect(labRow(FIRST, AS_DECLARED)).toEqual({
      case: 'no-cors-headers',
      scenario: 's1',
      ok: true,
      declared: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
      seen: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
      witness: { outcome: 'blocked', code: 'MissingAllowOriginHeader' },
      findings: ['allow-origin-missing'],
      checks: ['s1.acao-present'],
      failed: [{ id: 's1.acao-present', finding: 'allow-origin-missing' }],
      mended: MENDED,
      category: 'actual',
      finding: 'allow-origin-missing',
      layer: 'app',
      fails: ['s1.acao-present'],
      problems: [],
    });
  });

  test('is ok unmended where no header of an answer could mend it', () => {
    const mended = { fix: null, outcome: null, works: false, why: 'no response ever came' };
    const observed = { ...AS_DECLARED, journey: reportOf(UNMENDABLE, 'j1'), failed: [], mended };
    expect(labRow(UNMENDABLE, observed)).toMatchObject({ ok: true, problems: [] });
  });

  test.each<{ desc: string; change: Partial<LabObservation>; problem: string }>([
    { desc: 'no journey was seen', change: { journey: null }, problem: 'no journey was seen' },
    {
      desc: 'the browser said nothing',
      change: { journey: { ...REPORT, witness: null } },
      problem: 'the browser says nothing',
    },
    {
      desc: 'the browser named another cause',
      change: { journey: told({ code: 'InvalidResponse' }) },
      problem: 'the browser says blocked InvalidResponse',
    },
    {
      desc: 'the browser allowed it',
      change: { journey: told({ outcome: 'allowed', code: null }) },
      problem: 'the browser says allowed',
    },
    {
      desc: 'corscope named another phase',
      change: { journey: { ...REPORT, verdict: { ...REPORT.verdict, phase: 'redirect' } } },
      problem: 'corscope says blocked (redirect) MissingAllowOriginHeader',
    },
    {
      desc: 'another finding came first',
      change: { journey: { ...REPORT, findings: REPORT.findings.map(found => ({ ...found, id: 'origin-stripped' })) } },
      problem: 'the first finding is origin-stripped and not allow-origin-missing',
    },
    {
      desc: 'another layer was blamed',
      change: { journey: { ...REPORT, findings: REPORT.findings.map(found => ({ ...found, layer: 'cdn' })) } },
      problem: 'cdn is blamed and not app',
    },
    { desc: 'a row of the checklist passed', change: { failed: [] }, problem: 'not failed: s1.acao-present' },
    {
      desc: 'nothing was broken',
      change: { result: { outcome: 'allowed', error: null, works: true } },
      problem: 'nothing was broken',
    },
    {
      desc: 'no fix was suggested',
      change: { mended: { fix: null, outcome: null, works: false, why: '' } },
      problem: 'no fix was suggested',
    },
    {
      desc: 'the fix did not mend',
      change: { mended: { fix: 'Mend', outcome: 'blocked', works: false, why: '' } },
      problem: 'still blocked with: Mend',
    },
    {
      desc: 'the fix opened an answer that the page cannot use',
      change: { mended: { fix: 'Mend', outcome: 'allowed', works: false, why: '' } },
      problem: 'readable, and still not what the page wants with: Mend',
    },
  ])('says where $desc', ({ change, problem }) => {
    expect(labRow(FIRST, { ...AS_DECLARED, ...change })).toMatchObject({ ok: false, problems: [problem] });
  });

  test('says of a journey without findings that the finding and the blame are missing', () => {
    const { problems } = labRow(FIRST, { ...AS_DECLARED, journey: { ...REPORT, findings: [] } });
    expect(problems).toEqual([
      'the first finding is missing and not allow-origin-missing',
      'nobody is blamed and not app',
    ]);
  });
});

describe('the table', () => {
  test('is aligned, and says in words what failed', () => {
    const unseen = { ...AS_DECLARED, journey: null, mended: { fix: null, outcome: null, works: false, why: '' } };
    expect(labTable([labRow(FIRST, AS_DECLARED), labRow(FIRST, unseen)]).split('\n')).toEqual([
      '          case             scenario  declared                                   finding               blames  mended by',
      '✓ ok      no-cors-headers  s1        blocked (actual) MissingAllowOriginHeader  allow-origin-missing  app     Mend',
      '✗ failed  no-cors-headers  s1        blocked (actual) MissingAllowOriginHeader  allow-origin-missing  app     no fix was suggested',
      '          no journey was seen',
    ]);
  });
});
