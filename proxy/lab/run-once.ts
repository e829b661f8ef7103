import type { JourneyReport } from '../../shared/findings/report.ts';
import { until } from '../until.ts';
import type { LabCase } from './lab-case.ts';
import { journeysOfCase, judgedJourney } from './lab-journeys.ts';
import type { PageResult } from './page-result.ts';

/** By when the record and the witness must have caught up with what the page already knows. */
const CATCH_UP_MS = 3000;

/** One run of a case: what the page had of it, and its journeys. */
export interface Ran {
  readonly result: PageResult;
  readonly journey: JourneyReport | null;
  readonly journeys: readonly JourneyReport[];
}

/** Lets `page` run the case, and waits for what corscope and the browser make of it. Rejects where `page` does. */
export async function runOnce(
  labCase: LabCase,
  page: () => Promise<PageResult>,
  journeys: () => readonly JourneyReport[],
): Promise<Ran> {
  const known = new Set(journeys().map(({ id }) => id));
  const result = await page();
  const fresh = () => journeysOfCase(journeys(), labCase).filter(({ id }) => !known.has(id));
  const told = () => {
    const made = fresh();
    return made.filter(isTold).length >= labCase.calls.length ? made : null;
  };
  const made = (await until(CATCH_UP_MS, told)) ?? fresh();
  return { result, journey: judgedJourney(made, labCase), journeys: made };
}

function isTold({ witness, verdict }: JourneyReport): boolean {
  return witness !== null && verdict.outcome !== 'pending';
}
