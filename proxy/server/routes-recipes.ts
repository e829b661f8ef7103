import { Router } from 'express';
import { RECIPES } from '../../shared/fixes/recipes/index.ts';
import { recipesFor } from '../../shared/fixes/recipes/recipes-for.ts';
import { notFound, sendError } from './api-error.ts';
import type { SessionView } from './session-view.ts';

export function recipeRoutes(view: SessionView): Router {
  const router = Router();
  router.get('/journeys/:id/recipes', (request, response) => {
    const journey = view.now().journey(request.params.id);
    if (journey === null) return notFound(response, 'journey', request.params.id);
    const wanted = request.query['for'] ?? null;
    const book = wanted === null || typeof wanted === 'string' ? recipesFor([journey], wanted) : null;
    if (book === null)
      return sendError(response, 400, 'bad-for', `for is one of ${RECIPES.map(({ id }) => id).join(', ')}`);
    response.json(book);
  });
  return router;
}
