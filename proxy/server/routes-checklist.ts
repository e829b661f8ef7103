import { Router } from 'express';
import { walkChecklist } from '../../shared/findings/checklist/walk.ts';
import { maskLine } from '../../shared/http/mask.ts';
import type { LineRef } from '../../shared/trace/exchange.ts';
import { allExchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { checklistMarkdown } from '../../shared/wire/checklist-markdown.ts';
import { type Filter, matches, parseFilter } from '../../shared/wire/filter.ts';
import { filterProblemsText } from '../../shared/wire/filter-problem.ts';
import type { SessionState } from '../../shared/wire/fold.ts';
import { probeDecisions } from '../../shared/wire/probe-decisions.ts';
import { notFound, sendError } from './api-error.ts';
import type { SessionView } from './session-view.ts';

/** The checklist, walked over the session, over what a filter lets through (one API, say), or over one journey. */
export function checklistRoutes(view: SessionView): Router {
  const router = Router();
  router.get('/checklist', (request, response) => {
    const { journey: id, filter: wanted, as = 'json' } = request.query;
    if (as !== 'json' && as !== 'markdown') return sendError(response, 400, 'bad-format', 'as is json or markdown');
    const { filter, problems } = parseFilter(text(wanted));
    if (problems.length > 0) return sendError(response, 400, 'bad-filter', filterProblemsText(problems));
    const state = view.now();
    const journeys = text(id) === '' ? passing(state, filter) : [state.journey(text(id))].filter(one => one !== null);
    if (text(id) !== '' && journeys.length === 0) return notFound(response, 'journey', text(id));
    const judged = journeys.map(journey => ({ journey, report: state.report(journey) }));
    const whole = text(id) === '' && filter.length === 0;
    const apis = whole ? null : new Set(judged.map(({ report }) => report.facts.apiOrigin));
    const groups = walkChecklist(judged, probeDecisions(state, apis));
    if (as === 'json') return void response.json({ journeys: journeys.length, groups });
    const title = text(id) || text(wanted) || 'the whole session';
    response.type('text/markdown; charset=utf-8').send(checklistMarkdown(title, groups, ref => lineText(state, ref)));
  });
  return router;
}

function passing(state: SessionState, filter: Filter): readonly Journey[] {
  return state.journeys.filter(journey => matches(filter, state.report(journey), allExchangesOf(journey)));
}

function lineText(state: SessionState, { exchange, head, index }: LineRef): string | null {
  const line = state.exchange(exchange)?.[head]?.lines[index];
  return line === undefined ? null : maskLine(line).join(': ');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
