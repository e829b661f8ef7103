import { describe, expect, it } from 'vitest';
import { checkFile } from '../../proxy/cli/check-file.ts';
import { expectedOf, isAsExpected, skipReason, staysInOrigin } from '../oracle/expectation.ts';
import { type OracleCase, readOracle } from '../oracle/oracle-file.ts';
import { entriesOf, withAsked } from '../support/oracle-har.ts';
import { tempFiles } from '../support/temp-file.ts';

const writeFile = tempFiles();
const cases = readOracle<OracleCase>('dev.ndjson').filter(test => skipReason(test) === null);

/** Members that replace those of an entry. */
const CLOCKS: { desc: string; members: (index: number) => object }[] = [
  {
    desc: 'every entry began at the same moment and took a second',
    members: () => ({ startedDateTime: '2026-01-31T10:00:00.000Z', time: 1000, timings: { send: 0, wait: 1000 } }),
  },
  { desc: 'nothing has a time', members: () => ({ startedDateTime: null, time: null, timings: null }) },
  {
    desc: 'whole seconds, in another zone',
    members: index => ({ startedDateTime: `2026-01-31T10:00:0${Math.min(index, 9)}+01:00`, time: 1, timings: {} }),
  },
];

describe.each(CLOCKS)('where $desc', ({ members }) => {
  it('every case of the recording ends as the browser said', () => {
    const wrong = cases.filter(test => {
      const entries = entriesOf(test, withAsked(test.request)).map((entry, index) => ({ ...entry, ...members(index) }));
      const read = checkFile(writeFile('case.har', { log: { entries } }));
      const verdict = 'problem' in read ? undefined : read.checked.journeys.at(-1)?.verdict;
      return !verdict || !isAsExpected(verdict, expectedOf(test.label, test.request, staysInOrigin(test)));
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe('where the export has no preflights', () => {
  it('none that is missing is taken for a failure', () => {
    const allowed = cases.filter(({ label, wire }) => label.outcome === 'allowed' && wire.some(isPreflight));
    const wrong = allowed.filter(test => {
      const entries = entriesOf({ wire: test.wire.filter(message => !isPreflight(message)) }, withAsked(test.request));
      const read = checkFile(writeFile('case.har', { log: { entries } }));
      const report = 'problem' in read ? undefined : read.checked.journeys.at(-1);
      return report?.verdict.outcome !== 'allowed' || report.facts.preflight === 'sent';
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
    expect(allowed.length).toBeGreaterThan(20);
  });
});

function isPreflight({ request }: OracleCase['wire'][number]): boolean {
  return request.headers.some(([name]) => name.toLowerCase() === 'access-control-request-method');
}
