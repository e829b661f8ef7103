import { describe, expect, it } from 'vitest';
import { reportOf } from '../../shared/findings/report-of.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { toExchange } from '../oracle/oracle-exchange.ts';
import { type OracleCase, readOracle } from '../oracle/oracle-file.ts';

const CASES = readOracle<OracleCase>('dev.ndjson');

function journeysOf({ wire }: OracleCase): readonly Journey[] {
  const collector = createCollector();
  for (const [index, message] of wire.entries())
    collector.upsert(toExchange(message, index + 1, 1_000 + index * 20, 10));
  return collector.journeys;
}

function blocking(journey: Journey, hints?: OracleCase['request']): string[] {
  const { findings } = hints === undefined ? reportOf(journey) : reportOf(journey, hints);
  return findings.filter(({ severity }) => severity === 'blocks').map(({ id }) => id);
}

describe('one refusal has one cause', () => {
  it('in all that a real Chromium was seen to do', () => {
    const found = CASES.flatMap(test =>
      journeysOf(test).map(journey => ({ id: test.id, causes: blocking(journey, test.request) })),
    );
    expect(found.filter(({ causes }) => causes.length > 1)).toEqual([]);
    expect(found.filter(({ causes }) => causes.length === 1).length).toBeGreaterThan(100);
  });
});
