import { createCachedPreflights } from './cached-preflights.ts';
import { type Changes, createDrafts, type Draft, firstExchange } from './draft.ts';
import type { Exchange } from './exchange.ts';
import type { Journey, Leg } from './journey.ts';
import { type PreflightQuestion, preflightQuestion } from './preflight.ts';
import { isPreflightDue } from './preflight-due.ts';
import { createStoredAnswers } from './stored-answers.ts';
import { createWaitingPreflights } from './waiting-preflights.ts';
import { createWaitingRedirects } from './waiting-redirects.ts';
import type { Witness } from './witness.ts';
import { createWitnessJoin } from './witness-join.ts';

/**
 * Groups exchanges into journeys as they come, in time that does not grow with the number of exchanges. Exchanges are
 * expected in the order in which their requests began; taps are apart, so one tap's journeys never hold another's.
 */
export interface Collector {
  /** In the order they began. */
  readonly journeys: readonly Journey[];
  /** Adds an exchange, or replaces the earlier one with the same id; returns the journey it belongs to. */
  upsert(exchange: Exchange): Journey;
  /** Forgets an exchange; returns what remains of its journey, null where nothing does or none had it. */
  remove(exchangeId: string): Journey | null;
  /** Adds a browser's account, or replaces the earlier one with the same id; `drain` says where it went. */
  upsertWitness(witness: Witness): void;
  removeWitness(witnessId: string): void;
  /** All that changed since the last call: an account can move from one journey to another. */
  drain(): Changes;
}

interface Place {
  readonly draft: Draft;
  readonly leg: number;
  readonly role: 'preflight' | 'request';
}

const EMPTY_LEG: Leg = { preflight: null, cachedPreflight: null, request: null };

export function createCollector(): Collector {
  const drafts = createDrafts();
  const witnesses = createWitnessJoin(drafts);
  const places = new Map<string, Place>();
  const preflights = createWaitingPreflights();
  const redirects = createWaitingRedirects<Draft>();
  const cached = createCachedPreflights();
  const answers = createStoredAnswers();

  function put(exchange: Exchange, place: Place): Journey {
    const legs = [...place.draft.legs];
    const stored = place.role === 'request' ? answers.get(exchange) : null;
    const found = stored === null || stored.id === exchange.id ? {} : { stored };
    legs[place.leg] = { ...(legs[place.leg] ?? EMPTY_LEG), ...found, [place.role]: exchange };
    place.draft.legs = legs;
    drafts.show(place.draft);
    witnesses.see(place.draft);
    return place.draft.journey;
  }

  function placePreflight(exchange: Exchange, question: PreflightQuestion): Place {
    const draft = redirects.take(exchange, question) ?? drafts.open();
    preflights.add(exchange, question);
    return { draft, leg: draft.legs.length, role: 'preflight' };
  }

  function placeRequest(exchange: Exchange): Place {
    const asked = preflights.take(exchange);
    const paired = asked === null ? undefined : places.get(asked.id);
    if (paired !== undefined) return { ...paired, role: 'request' };
    const draft = redirects.take(exchange, null) ?? drafts.open();
    const leg = draft.legs.length;
    const cachedPreflight = isPreflightDue(exchange) ? cached.get(exchange) : null;
    if (cachedPreflight !== null) draft.legs = [...draft.legs, { ...EMPTY_LEG, cachedPreflight }];
    return { draft, leg, role: 'request' };
  }

  function add(exchange: Exchange): Place {
    if (exchange.kind === 'tunnel') return { draft: drafts.open(), leg: 0, role: 'request' };
    const question = preflightQuestion(exchange);
    return question === null ? placeRequest(exchange) : placePreflight(exchange, question);
  }

  return {
    get journeys() {
      return drafts.journeys;
    },
    upsert(exchange) {
      const known = places.get(exchange.id);
      const place = known ?? add(exchange);
      places.set(exchange.id, place);
      if (place.role === 'preflight') {
        if (known !== undefined) preflights.update(exchange);
        cached.set(exchange);
      } else redirects.add(exchange, place.draft);
      const journey = put(exchange, place);
      answers.set(exchange);
      return journey;
    },
    remove(exchangeId) {
      const place = places.get(exchangeId);
      const exchange = place?.draft.legs[place.leg]?.[place.role] ?? null;
      if (place === undefined || exchange === null) return null;
      places.delete(exchangeId);
      preflights.remove(exchange);
      redirects.remove(exchange);
      cached.remove(exchange);
      answers.remove(exchange);
      return forget(place);
    },
    upsertWitness: witness => witnesses.tell(witness),
    removeWitness: witnessId => witnesses.forgetWitness(witnessId),
    drain: () => drafts.drain(),
  };

  function forget({ draft, leg, role }: Place): Journey | null {
    draft.legs = draft.legs.with(leg, { ...(draft.legs[leg] ?? EMPTY_LEG), [role]: null });
    if (firstExchange(draft) === null) witnesses.forgetDraft(draft);
    return drafts.show(draft);
  }
}
