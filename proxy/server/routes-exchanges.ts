import { Router } from 'express';
import { readExchange } from '../../shared/wire/exchange-record.ts';
import type { EventLog } from '../record/event-log.ts';
import { notFound, sendError } from './api-error.ts';

export function exchangeRoutes(log: EventLog): Router {
  const router = Router();
  router.get('/exchanges/:id', (request, response) => {
    const record = log.record(request.params.id);
    if (record === null) return notFound(response, 'exchange', request.params.id);
    response.json(readExchange(record));
  });
  router.get('/exchanges/:id/body/:side', (request, response) => {
    const { id, side } = request.params;
    if (side !== 'request' && side !== 'response') {
      return sendError(response, 400, 'bad-side', 'a body is that of the "request" or of the "response"');
    }
    const body = log.body(id, side);
    if (body === null) return notFound(response, 'exchange', id);
    // never a type that a browser would run: these are another site's bytes
    response.set('Content-Type', 'application/octet-stream').set('Content-Disposition', 'attachment').send(body);
  });
  return router;
}
