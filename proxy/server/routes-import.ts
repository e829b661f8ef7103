import { Router, text } from 'express';
import { exchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { type Recorded, readRecorded } from '../../shared/wire/recorded.ts';
import type { EventLog } from '../record/event-log.ts';
import { sendError } from './api-error.ts';
import type { SessionView } from './session-view.ts';

const LIMIT = '100mb';

/** Takes a HAR or a capture into the live session. */
export function importRoutes(log: EventLog, view: SessionView): Router {
  const router = Router();
  // whatever the sender calls it: a HAR and a capture are told apart by what is in them
  router.post('/import', text({ type: () => true, limit: LIMIT }), (request, response) => {
    const recorded = readRecorded(typeof request.body === 'string' ? request.body : '');
    if (typeof recorded === 'string') {
      return sendError(response, 400, 'bad-import', `send a HAR or a corscope capture as the body: ${recorded}`);
    }
    const ids = new Set(adopt(log, recorded));
    const journeys = view.now().journeys.filter(journey => namesOf(journey).some(id => ids.has(id)));
    response.json({ imported: recorded.records.length, journeys: journeys.map(({ id }) => id) });
  });
  return router;
}

/** Ids of what a journey is made of. */
function namesOf(journey: Journey): string[] {
  const names = exchangesOf(journey).map(({ id }) => id);
  return journey.witness === null ? names : [...names, journey.witness.id];
}

/** The ids that everything has in this session. */
function adopt(log: EventLog, { records, bodies, witnesses, probes }: Recorded): string[] {
  const bytes = new Map(bodies.map(body => [`${body.exchange} ${body.side}`, body.base64]));
  const body = (id: string, side: 'request' | 'response') => Buffer.from(bytes.get(`${id} ${side}`) ?? '', 'base64');
  const exchanges = records.map(record =>
    log.adopt(record, { request: body(record.id, 'request'), response: body(record.id, 'response') }),
  );
  const accounts = witnesses.map(witness => ({ ...witness, id: log.newWitnessId() }));
  for (const account of accounts) log.addWitness(account);
  for (const probe of probes) log.probes.add({ ...probe, id: log.probes.newId() });
  return [...exchanges, ...accounts.map(({ id }) => id)];
}
