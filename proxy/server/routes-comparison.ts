import { Router, text } from 'express';
import { compareJourneys, compareSessions, type RoutePair } from '../../shared/findings/compare/compare.ts';
import { sessionDecisions } from '../../shared/findings/compare/decisions.ts';
import type { Side } from '../../shared/findings/compare/field.ts';
import { maskReport } from '../../shared/findings/mask-report.ts';
import { matricesOf } from '../../shared/findings/matrix.ts';
import { probedJourneys } from '../../shared/probe/probed-journeys.ts';
import { finalReports } from '../../shared/wire/final-reports.ts';
import type { SessionState } from '../../shared/wire/fold.ts';
import { readRecorded } from '../../shared/wire/recorded.ts';
import { notFound, sendError } from './api-error.ts';
import type { SessionView } from './session-view.ts';

const LIMIT = '100mb';

/** Two journeys side by side; this session and another one, given as a HAR or a capture; each API's policy as observed. */
export function comparisonRoutes(view: SessionView): Router {
  const router = Router();
  router.get('/compare', (request, response) => {
    const state = view.now();
    const [a, b] = [request.query['a'], request.query['b']].map(id => (typeof id === 'string' ? id : ''));
    if (!a || !b)
      return sendError(response, 400, 'bad-compare', 'a and b are the ids of two journeys, such as j1 and j7');
    const [one, other] = [sideOf(state, a), sideOf(state, b)];
    if (one === null) return notFound(response, 'journey', a);
    if (other === null) return notFound(response, 'journey', b);
    response.json({ a, b, differences: compareJourneys(one, other) });
  });
  router.post('/compare', text({ type: () => true, limit: LIMIT }), (request, response) => {
    const recorded = readRecorded(typeof request.body === 'string' ? request.body : '');
    if (typeof recorded === 'string') {
      return sendError(response, 400, 'bad-compare', `send a HAR or a corscope capture as the body: ${recorded}`);
    }
    const pairs = compareSessions(sidesOf(view.now()), finalReports(recorded));
    const rows = sessionDecisions({ kind: 'session', id: 'the recording that was sent' }, pairs);
    response.json({ routes: pairs.map(shown), rows });
  });
  router.get('/matrix', (_request, response) => {
    const state = view.now();
    const matrices = matricesOf(sidesOf(state), probedJourneys(state.probes));
    const rows = (matrix: (typeof matrices)[number]) =>
      matrix.rows.map(row => ({ ...row, cells: Object.fromEntries(row.cells) }));
    response.json({ apis: matrices.map(matrix => ({ ...matrix, rows: rows(matrix) })) });
  });
  return router;
}

function sideOf(state: SessionState, id: string): Side | null {
  const journey = state.journey(id);
  return journey && { journey, report: state.report(journey) };
}

function sidesOf(state: SessionState): Side[] {
  return state.journeys.map(journey => ({ journey, report: state.report(journey) }));
}

function shown({ route, a, b, differences }: RoutePair) {
  return { route, a: a && maskReport(a.report), b: b && maskReport(b.report), differences };
}
