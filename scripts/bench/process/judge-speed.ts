import { toExchange } from '../../../test/oracle/oracle-exchange.ts';
import { type OracleCase, readOracle } from '../../../test/oracle/oracle-file.ts';
import { built } from '../ground/dist.ts';

/** What the judge section reads: journeys in a second. */
export interface JudgeSpeed {
  readonly journeys: number;
  readonly collected: number;
  readonly judged: number;
  readonly reported: number;
}

const { createCollector } = await built<typeof import('../../../shared/trace/collect.ts')>('shared/trace/collect.js');
const { judge } = await built<typeof import('../../../shared/cors/judge.ts')>('shared/cors/judge.js');
const { reportOf } =
  await built<typeof import('../../../shared/findings/report-of.ts')>('shared/findings/report-of.js');

const ENOUGH_MS = 700;
const cases = readOracle<OracleCase>('dev.ndjson').map(({ wire }) =>
  wire.map((message, index) => toExchange(message, index + 1, 1_000 + index * 20, 10)),
);
const collect = () =>
  cases.flatMap(exchanges => {
    const collector = createCollector();
    for (const exchange of exchanges) collector.upsert(exchange);
    return [...collector.journeys];
  });
const journeys = collect();

/** Journeys in a second of the processor's time; the first passes warm up. */
function speed(pass: () => unknown): number {
  for (let warm = 0; warm < 20; warm += 1) pass();
  const startedAt = performance.now();
  let passes = 0;
  for (; performance.now() - startedAt < ENOUGH_MS; passes += 1) pass();
  return ((passes * journeys.length) / (performance.now() - startedAt)) * 1000;
}

const figures: JudgeSpeed = {
  journeys: journeys.length,
  collected: speed(collect),
  judged: speed(() => journeys.map(journey => judge(journey))),
  reported: speed(() => journeys.map(journey => reportOf(journey))),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
