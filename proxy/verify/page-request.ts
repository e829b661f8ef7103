import type { Facts } from '../../shared/cors/facts.ts';
import { hintsOf } from '../../shared/cors/judge-hints.ts';
import { isBrowserOwn } from '../../shared/http/browser-header.ts';
import type { Asked } from '../../shared/trace/asked.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { preflightQuestion } from '../../shared/trace/preflight.ts';
import type { PageRequest } from '../browser/try-again.ts';
import type { WatchedRequest } from '../browser/witness.ts';
import type { EventLog } from '../record/event-log.ts';

export interface Sources {
  readonly journey: Journey;
  readonly facts: Facts;
  /** As the browser remembers it; null where none does. */
  readonly watched: WatchedRequest | null;
  readonly log: Pick<EventLog, 'body'>;
}

type Carried = Pick<PageRequest, 'headers' | 'body'>;

/**
 * The request as its page made it: from the browser itself, which also knows one that its preflight kept from being sent,
 * and else from the record. Null where neither knows all of it.
 */
export async function pageRequest(sources: Sources): Promise<PageRequest | null> {
  const { journey, facts } = sources;
  const carried = (await fromBrowser(sources)) ?? fromRecord(sources);
  if (carried === null) return null;
  return {
    url: facts.url,
    method: facts.method,
    ...carried,
    asked: askedOf(journey, facts),
    page: journey.witness?.page ?? null,
    origin: facts.pageOrigin ?? '',
  };
}

/** The browser forgets bodies when the page goes on to another. */
async function fromBrowser({ journey, watched }: Sources): Promise<Carried | null> {
  if (watched === null) return null;
  const body = await watched.body().catch(() => undefined);
  return body === undefined ? null : { headers: pageHeaders(journey, Object.entries(watched.headers)), body };
}

function fromRecord({ journey, facts, log }: Sources): Carried | null {
  const leg = journey.legs[0];
  const request = leg?.request ?? null;
  if (request === null) return needsNothing(leg?.preflight ?? null, facts) ? { headers: [], body: null } : null;
  const { bytes, kept } = request.requestBody;
  if (bytes > kept) return null;
  const body = bytes === 0 ? null : log.body(request.id, 'request');
  return { headers: pageHeaders(journey, request.received.lines), body };
}

/** A preflight tells which headers the request was to have, not their values; and such a method goes without a body. */
function needsNothing(preflight: Exchange | null, { method }: Facts): boolean {
  const question = preflight === null ? null : preflightQuestion(preflight);
  return question !== null && question.headers.length === 0 && /^(?:GET|HEAD|DELETE|OPTIONS)$/.test(method);
}

/** What the browser adds by itself it adds again; what the preflight asked leave for, the page had set. */
function pageHeaders(
  { legs }: Journey,
  lines: readonly (readonly [name: string, value: string])[],
): readonly (readonly [string, string])[] {
  const preflight = legs[0]?.preflight ?? null;
  const asked = new Set(preflight === null ? [] : preflightQuestion(preflight)?.headers);
  return lines.filter(([name]) => asked.has(name.toLowerCase()) || !isBrowserOwn(name.toLowerCase()));
}

function askedOf(journey: Journey, { credentials: { mode } }: Facts): Asked {
  const told = hintsOf(journey);
  return told.credentials !== undefined || mode === 'unknown' ? told : { ...told, credentials: mode };
}
