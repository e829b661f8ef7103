import type { RequestHandler } from 'express';
import { sendError } from './api-error.ts';

/** What each address of the API can be asked with. */
const METHODS: readonly (readonly [path: RegExp, methods: string])[] = [
  [/^\/(?:health|journeys|checklist|matrix|export|setup|lab)$/, 'GET'],
  [/^\/journeys\/[^/]+(?:\/(?:suggestions|recipes|path|layers))?$/, 'GET'],
  [/^\/exchanges\/[^/]+(?:\/body\/[^/]+)?$/, 'GET'],
  [/^\/compare$/, 'GET, POST'],
  [/^\/fixes$/, 'GET, POST'],
  [/^\/fixes\/[^/]+$/, 'PATCH, DELETE'],
  [/^\/(?:what-if|probe|import|open)$/, 'POST'],
  [/^\/journeys\/[^/]+\/verify$/, 'POST'],
  [/^\/lab\/[^/]+\/run$/, 'POST'],
  [/^\/session$/, 'DELETE'],
];

/** For what no route took: an address that exists is asked with another method. https://httpwg.org/specs/rfc9110.html#status.405 */
export const otherMethod: RequestHandler = (request, response, next) => {
  const methods = METHODS.find(([path]) => path.test(request.path))?.[1];
  if (methods === undefined) return next();
  response.set('Allow', methods);
  const message = `${request.originalUrl.replace(/\?.*$/s, '')} is asked with ${methods.replace(', ', ' or ')}, not ${request.method}`;
  sendError(response, 405, 'method-not-allowed', message);
};
