import { Router } from 'express';
import { exchangesOf } from '../../shared/trace/journey.ts';
import { layerReport } from '../../shared/trace/layers/layer-report.ts';
import { notFound } from './api-error.ts';
import type { SessionView } from './session-view.ts';

/** What each exchange of a journey tells of the layers behind corscope, in wire order. */
export function layerRoutes(view: SessionView): Router {
  const router = Router();
  router.get('/journeys/:id/layers', (request, response) => {
    const journey = view.now().journey(request.params.id);
    if (journey === null) return notFound(response, 'journey', request.params.id);
    response.json({ layers: exchangesOf(journey).map(layerReport) });
  });
  return router;
}
