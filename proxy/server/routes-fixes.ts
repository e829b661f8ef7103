import { Router } from 'express';
import * as v from 'valibot';
import { conflictsOf } from '../../shared/fixes/conflicts.ts';
import { dangersOf } from '../../shared/fixes/dangers.ts';
import { type Fix, FixDraftSchema } from '../../shared/fixes/fix.ts';
import { whatIf } from '../../shared/fixes/what-if.ts';
import type { FixStore } from '../record/fix-store.ts';
import { notFound, sendError } from './api-error.ts';
import { changedFix, readChange } from './fix-change.ts';
import { issuesText } from './issues-text.ts';
import { jsonBody } from './json-body.ts';
import type { SessionView } from './session-view.ts';

const WhatIfSchema = v.strictObject({ fixes: v.array(FixDraftSchema), journeys: v.optional(v.array(v.string())) });

/** A change is answered once it is in effect: the next request is the first that shows it. */
export function fixRoutes(fixes: FixStore, view: SessionView): Router {
  const router = Router();
  router.use(['/fixes', '/what-if'], jsonBody);
  router.get('/fixes', (_request, response) => {
    response.json({ fixes: fixes.all, conflicts: conflictsOf(fixes.all), dangers: dangersIn(fixes.all) });
  });
  router.post('/fixes', async (request, response) => {
    const draft = v.safeParse(FixDraftSchema, request.body);
    if (!draft.success) return sendError(response, 400, 'bad-fix', issuesText(draft.issues));
    const fix = fixes.add(draft.output);
    await fixes.inEffect;
    response.status(201).json(fix);
  });
  router.patch('/fixes/:id', async (request, response) => {
    const { id } = request.params;
    const { change, problem } = readChange(request.body);
    if (problem !== null) return sendError(response, 400, problem.code, problem.message);
    const before = fixes.get(id);
    if (before === null) return notFound(response, 'fix', id);
    const fix = changedFix(before, change, fixes.all);
    if ('code' in fix) return sendError(response, 400, fix.code, fix.message);
    fixes.replace(fix);
    if (change.before !== undefined) fixes.move(id, change.before);
    await fixes.inEffect;
    response.json(fix);
  });
  router.delete('/fixes/:id', async (request, response) => {
    if (!fixes.remove(request.params.id)) return notFound(response, 'fix', request.params.id);
    await fixes.inEffect;
    response.status(204).end();
  });
  router.post('/what-if', (request, response) => {
    const asked = v.safeParse(WhatIfSchema, request.body);
    if (!asked.success) return sendError(response, 400, 'bad-what-if', issuesText(asked.issues));
    const state = view.now();
    const wanted = asked.output.journeys;
    const unknown = wanted?.find(id => state.journey(id) === null);
    if (unknown !== undefined)
      return sendError(response, 400, 'bad-what-if', `journeys: no journey ${unknown} in this session`);
    const journeys = wanted ? state.journeys.filter(({ id }) => wanted.includes(id)) : state.journeys;
    const supposed: Fix[] = asked.output.fixes.map((draft, index) => ({
      ...draft,
      id: draft.id ?? `w${index + 1}`,
      enabled: true,
    }));
    response.json({
      ...whatIf(journeys, supposed),
      conflicts: conflictsOf(supposed),
      dangers: dangersIn(supposed),
    });
  });
  return router;
}

function dangersIn(fixes: readonly Fix[]) {
  return fixes.flatMap(fix => dangersOf(fix).map(danger => ({ fix: fix.id, ...danger })));
}
