import { Router } from 'express';
import { type ExchangeRecord, readExchange } from '../../shared/wire/exchange-record.ts';
import type { EventLog } from '../record/event-log.ts';
import { notFound, sendError } from './api-error.ts';

export function exchangeRoutes(log: EventLog): Router {
  const router = Router();
  router.get('/exchanges/:id', (request, response) => {
    const record = recordOf(log, request.params.id);
    if (record === null) return notFound(response, 'exchange', request.params.id);
    response.json(readExchange(record));
  });
  router.get('/exchanges/:id/body/:side', (request, response) => {
    const { id, side } = request.params;
    if (side !== 'request' && side !== 'response') {
      return sendError(response, 400, 'bad-side', 'a body is that of the "request" or of the "response"');
    }
    const body = recordOf(log, id) && log.body(id, side);
    if (body === null) return notFound(response, 'exchange', id);
    // never a type that a browser would run: these are another site's bytes
    response.set('Content-Type', 'application/octet-stream').set('Content-Disposition', 'attachment').send(body);
  });
  return router;
}

/** The log reads the number alone: `j3` and `e03` must not name `e3` here. */
function recordOf(log: EventLog, id: string): ExchangeRecord | null {
  const record = log.record(id);
  return record?.id === id ? record : null;
}
