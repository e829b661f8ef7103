import { Router } from 'express';
import { exchangePaths } from '../../shared/trace/exchange-path.ts';
import { notFound } from './api-error.ts';
import type { SessionView } from './session-view.ts';

/** What each layer on a journey's path did to its headers: an entry for each message that the browser sent. */
export function pathRoutes(view: SessionView): Router {
  const router = Router();
  router.get('/journeys/:id/path', (request, response) => {
    const journey = view.now().journey(request.params.id);
    if (journey === null) return notFound(response, 'journey', request.params.id);
    response.json({ paths: exchangePaths(journey) });
  });
  return router;
}
