import { firstJson, ownProcess, startChild } from '../ground/child.ts';
import type { JudgeSpeed } from '../process/judge-speed.ts';
import { figure } from '../report/format.ts';
import type { Section } from './section.ts';

const NAME = 'judge';
const SCRIPT = new URL('../process/judge-speed.ts', import.meta.url);

/** How fast conclusions are drawn from what was recorded. */
export const judging: Section = {
  name: NAME,
  async run({ results, cores }) {
    const child = startChild(ownProcess(SCRIPT), { cores: cores.subject });
    const { journeys, collected, judged, reported } = await firstJson<JudgeSpeed>(child);
    results.add(`${NAME}.judged`, judged);
    results.add(`${NAME}.reported`, reported);
    return {
      title: 'Judging',
      note: `The ${journeys} journeys of the recorded browser requests in test/fixtures/oracle, again and again, on one core.`,
      columns: ['', 'journeys/s'],
      rows: [
        ['exchanges → journeys', figure(collected)],
        ['journey → verdict', figure(judged)],
        ['journey → verdict, findings, headline', figure(reported)],
      ],
    };
  },
};
