import { Router } from 'express';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { WatchedBrowsers } from '../browser/watched-browsers.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabCase } from '../lab/lab-case.ts';
import { judgedCall, judgedJourney } from '../lab/lab-journeys.ts';
import { runWatched } from '../lab/run-watched.ts';
import { sendError } from './api-error.ts';
import type { SessionView } from './session-view.ts';

export interface LabParts {
  /** Null in a session without one. */
  readonly lab: Lab | null;
  readonly view: SessionView;
  readonly browsers: WatchedBrowsers;
}

const NO_LAB = 'this session has no lab: "corscope lab" starts one';
const NO_BROWSER =
  'no browser is open that corscope watches: start corscope with "corscope lab --open", or press "Open a browser" where there is a display';

/** The cases of the lab, and a run of one in a browser that is open. */
export function labRoutes({ lab, view, browsers }: LabParts): Router {
  const router = Router();
  const journeys = (): readonly JourneyReport[] => {
    const state = view.now();
    return state.journeys.map(journey => state.report(journey));
  };
  router.get('/lab', (_request, response) => {
    if (lab === null) return sendError(response, 404, 'no-lab', NO_LAB);
    const reports = journeys();
    response.json({ url: lab.pageUrl, cases: lab.cases.map(each => caseOf(each, judgedJourney(reports, each))) });
  });
  router.post('/lab/:id/run', async (request, response) => {
    if (lab === null) return sendError(response, 404, 'no-lab', NO_LAB);
    const labCase = lab.cases.find(({ id }) => id === request.params.id);
    if (labCase === undefined) {
      return sendError(response, 404, 'not-found', `the lab has no case ${request.params.id}: GET /api/lab lists them`);
    }
    const ran = await runWatched(labCase, browsers.all, journeys);
    if (ran === null) return sendError(response, 409, 'no-browser', NO_BROWSER);
    response.json({ page: ran.result, journey: ran.journey?.id ?? null });
  });
  return router;
}

/** What a person is told of a case; the faults themselves are the layers'. */
function caseOf(labCase: LabCase, last: JourneyReport | null) {
  const { id, scenario, title, story, declared, fails, finding, layer, calls, mend } = labCase;
  return {
    ...{ id, scenario, title, story, declared, fails, finding, layer },
    calls: calls.map(({ url, init: { method }, from }) => ({
      method,
      url: url.replace(/\?.*$/s, ''),
      from: from ?? null,
    })),
    judged: judgedCall(labCase),
    mend: { by: mend.by, why: mend.by === 'suggestion' ? '' : mend.why, fix: mend.by === 'fix' ? mend.fix : null },
    journey: last?.id ?? null,
    mended: last === null ? null : isMended(labCase, last),
  };
}

function isMended({ finding }: LabCase, { verdict, findings }: JourneyReport): boolean {
  return verdict.outcome === 'allowed' && findings.every(({ id }) => id !== finding);
}
