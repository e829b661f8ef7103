import { describe, expect, it } from 'vitest';
import { checkFile } from '../../proxy/cli/check-file.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import { finalReportOf, reportOf } from '../../shared/findings/report-of.ts';
import type { Asked } from '../../shared/trace/asked.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { expectedOf, isAsExpected, skipReason, staysInOrigin } from '../oracle/expectation.ts';
import { toExchange } from '../oracle/oracle-exchange.ts';
import { type OracleCase, readOracle } from '../oracle/oracle-file.ts';
import { askedWith } from '../support/asked-with.ts';
import { harOf, withAsked } from '../support/oracle-har.ts';
import { tempFiles } from '../support/temp-file.ts';

const cases = readOracle<OracleCase>('dev.ndjson');
const judged = cases.filter(test => skipReason(test) === null);
const writeFile = tempFiles();

/** The last journey counts: Chromium sends a preflight again where the connection was closed on it. */
function checked(test: OracleCase, extra: object): JourneyReport {
  const read = checkFile(writeFile('case.har', harOf(test, extra)));
  if ('problem' in read) throw new Error(read.problem);
  const { journeys, summary } = read.checked;
  expect(journeys.map(({ verdict }) => verdict.outcome)).not.toContain('pending');
  expect(summary.journeys).toBe(journeys.length);
  const last = journeys.at(-1);
  if (last === undefined) throw new Error(`${test.id}: no journey`);
  return last;
}

function journeyOf(test: OracleCase): Journey {
  const collector = createCollector();
  for (const [index, message] of test.wire.entries()) {
    collector.upsert(toExchange(message, index + 1, 1_000 + index * 20, 10));
  }
  const last = collector.journeys.at(-1);
  if (last === undefined) throw new Error(`${test.id}: no journey`);
  return last;
}

/** The wording of a broken connection is the exporter's. */
function conclusions({ verdict, facts, category, findings, exchanges }: JourneyReport) {
  const { outcome, phase, code, leg, dependsOn, cases: ends } = verdict;
  const found = findings.map(({ id, severity, evidence }) => ({ id, severity, evidence }));
  return { outcome, phase, code, leg, dependsOn, ends, facts, category, found, exchanges };
}

describe('a HAR of a request that a real Chromium made', () => {
  it.each(judged.map(test => [test.id, test] as const))('%s says what the wire alone says', (_, test) => {
    expect(conclusions(checked(test, {}))).toEqual(conclusions(finalReportOf(journeyOf(test))));
  });

  it.each(judged.map(test => [test.id, test] as const))('%s, told what the page asked for, is decided', (_, test) => {
    const { credentials, redirect, mode } = test.request;
    const asked: Asked = { credentials, redirect, mode };
    const report = checked(test, withAsked(test.request));
    expect(conclusions(report)).toEqual(conclusions(reportOf(askedWith(journeyOf(test), asked))));
    const expected = expectedOf(test.label, test.request, staysInOrigin(test));
    expect(isAsExpected(report.verdict, expected), report.verdict.headline).toBe(true);
  });

  it('was judged often enough', () => {
    expect(judged.length).toBeGreaterThan(400);
  });
});
