import { Router } from 'express';
import { maskReport } from '../../shared/findings/mask-report.ts';
import { suggestFixes } from '../../shared/fixes/suggest.ts';
import { matches, parseFilter } from '../../shared/wire/filter.ts';
import { filterProblemsText } from '../../shared/wire/filter-problem.ts';
import type { SessionState } from '../../shared/wire/fold.ts';
import { notFound, sendError } from './api-error.ts';
import type { SessionView } from './session-view.ts';

const DEFAULT_LIMIT = 1000;
const MAX_LIMIT = 10_000;

export function journeyRoutes(view: SessionView): Router {
  const router = Router();
  router.get('/journeys', (request, response) => {
    const { filter, problems } = parseFilter(text(request.query['filter']));
    if (problems.length > 0) return sendError(response, 400, 'bad-filter', filterProblemsText(problems));
    const limit = limitOf(text(request.query['limit']));
    if (limit === null) return sendError(response, 400, 'bad-limit', `limit is a number from 1 to ${MAX_LIMIT}`);
    const after = text(request.query['after']);
    if (!/^(jw?\d+)?$/.test(after))
      return sendError(response, 400, 'bad-after', 'after is the id of a journey, such as j7');
    const state = view.now();
    const rest = journeysAfter(state, after);
    const fitting = [];
    for (const journey of rest) {
      const report = state.report(journey);
      if (matches(filter, report, exchangesIn(state, report.exchanges))) fitting.push(report);
      if (fitting.length > limit) break;
    }
    const page = fitting.slice(0, limit).map(maskReport);
    response.json({ journeys: page, next: fitting.length > limit ? (page.at(-1)?.id ?? null) : null });
  });
  router.get('/journeys/:id', (request, response) => {
    const state = view.now();
    const journey = state.journey(request.params.id);
    if (journey === null) return notFound(response, 'journey', request.params.id);
    response.json(maskReport(state.report(journey)));
  });
  router.get('/journeys/:id/suggestions', (request, response) => {
    const journey = view.now().journey(request.params.id);
    if (journey === null) return notFound(response, 'journey', request.params.id);
    response.json({ suggestions: suggestFixes(journey) });
  });
  return router;
}

/**
 * The journey that is gone on from may have fallen out of memory meanwhile: then its number says where it stood. One that
 * was never sent has none (see `createJourneyOrder`), and may have become another's: then all are told again.
 */
function journeysAfter({ journeys }: SessionState, after: string) {
  const place = journeys.findIndex(({ id }) => id === after);
  if (after === '' || place !== -1) return journeys.slice(place + 1);
  const last = numberOf(after);
  return journeys.slice(journeys.findLastIndex(({ id }) => numberOf(id) < last) + 1);
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}

function exchangesIn(state: SessionState, ids: readonly string[]) {
  return ids.map(id => state.exchanges.get(id)).filter(exchange => exchange !== undefined);
}

function limitOf(given: string): number | null {
  if (given === '') return DEFAULT_LIMIT;
  const limit = /^\d{1,5}$/.test(given) ? Number(given) : 0;
  return limit >= 1 && limit <= MAX_LIMIT ? limit : null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
