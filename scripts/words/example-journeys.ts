import { lastJourney } from '../../shared/findings/examples.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import { reportOf } from '../../shared/findings/report-of.ts';
import { RULES } from '../../shared/findings/rules/index.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { skipReason } from '../../test/oracle/expectation.ts';
import { toExchange } from '../../test/oracle/oracle-exchange.ts';
import { type OracleCase, readOracle } from '../../test/oracle/oracle-file.ts';

export interface ExampleJourney {
  /** The rule and its example, or the recorded case. */
  readonly name: string;
  readonly journey: Journey;
  readonly report: JourneyReport;
}

/** The rules' own examples, then what a real Chromium did. */
export function exampleJourneys(): readonly ExampleJourney[] {
  const ofRules = RULES.flatMap(({ id, examples }) =>
    examples.map(({ desc, journey }) => ({ name: `${id}: ${desc}`, journey })),
  );
  const recorded = readOracle<OracleCase>('dev.ndjson')
    .filter(test => skipReason(test) === null)
    .map(test => ({ name: test.id, journey: journeyOf(test) }));
  return [...ofRules, ...recorded].map(each => ({ ...each, report: reportOf(each.journey) }));
}

function journeyOf({ wire }: OracleCase): Journey {
  return lastJourney(wire.map((message, index) => toExchange(message, index + 1, 1_000 + index * 20, 10)));
}
