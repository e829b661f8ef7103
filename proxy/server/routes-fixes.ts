import { json, Router } from 'express';
import * as v from 'valibot';
import { type Fix, FixDraftSchema } from '../../shared/fixes/fix.ts';
import { whatIf } from '../../shared/fixes/what-if.ts';
import type { FixStore } from '../record/fix-store.ts';
import { notFound, sendError } from './api-error.ts';
import type { SessionView } from './session-view.ts';

const SwitchSchema = v.strictObject({ enabled: v.boolean() });
const WhatIfSchema = v.strictObject({ fixes: v.array(FixDraftSchema), journeys: v.optional(v.array(v.string())) });

export function fixRoutes(fixes: FixStore, view: SessionView): Router {
  const router = Router();
  router.use(json({ limit: '1mb' }));
  router.get('/fixes', (_request, response) => void response.json({ fixes: fixes.all }));
  router.post('/fixes', (request, response) => {
    const draft = v.safeParse(FixDraftSchema, request.body);
    if (!draft.success) return sendError(response, 400, 'bad-fix', issuesText(draft.issues));
    response.status(201).json(fixes.add(draft.output));
  });
  router.patch('/fixes/:id', (request, response) => {
    const wanted = v.safeParse(SwitchSchema, request.body);
    if (!wanted.success)
      return sendError(response, 400, 'bad-switch', 'send { "enabled": true } or { "enabled": false }');
    const fix = fixes.setEnabled(request.params.id, wanted.output.enabled);
    if (fix === null) return notFound(response, 'fix', request.params.id);
    response.json(fix);
  });
  router.delete('/fixes/:id', (request, response) => {
    if (!fixes.remove(request.params.id)) return notFound(response, 'fix', request.params.id);
    response.status(204).end();
  });
  router.post('/what-if', (request, response) => {
    const asked = v.safeParse(WhatIfSchema, request.body);
    if (!asked.success) return sendError(response, 400, 'bad-what-if', issuesText(asked.issues));
    const state = view.now();
    const wanted = asked.output.journeys;
    const journeys = wanted ? state.journeys.filter(({ id }) => wanted.includes(id)) : state.journeys;
    const hypothetical: Fix[] = asked.output.fixes.map((draft, index) => ({
      ...draft,
      id: draft.id ?? `w${index + 1}`,
    }));
    response.json(whatIf(journeys, hypothetical));
  });
  return router;
}

/** All that is wrong, at once. */
function issuesText(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map(issue => [v.getDotPath(issue), issue.message].filter(Boolean).join(': ')).join('; ');
}
