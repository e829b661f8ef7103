import { Router } from 'express';
import { allExchangesOf } from '../../shared/trace/journey.ts';
import { layerReport } from '../../shared/trace/layers/layer-report.ts';
import { notFound } from './api-error.ts';
import type { SessionView } from './session-view.ts';

/** What each exchange of a journey tells of the layers behind the tap that saw it, in the order in which they began. */
export function layerRoutes(view: SessionView): Router {
  const router = Router();
  router.get('/journeys/:id/layers', (request, response) => {
    const journey = view.now().journey(request.params.id);
    if (journey === null) return notFound(response, 'journey', request.params.id);
    response.json({ layers: allExchangesOf(journey).map(layerReport) });
  });
  return router;
}
