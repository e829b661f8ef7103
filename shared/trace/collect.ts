import { hasHeader } from '../http/header-line.ts';
import { createAllowedAnswers } from './allowed-answers.ts';
import { createCachedPreflights } from './cached-preflights.ts';
import { createChains, type Link } from './chains.ts';
import { type Changes, createDrafts, type Draft, firstExchange } from './draft.ts';
import type { Exchange } from './exchange.ts';
import { IdMap } from './id-map.ts';
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
 * expected in the order in which their requests began. A journey is made of what the taps nearest to the browser saw; what
 * taps further on saw of the same requests are its trails.
 */
export interface Collector {
  /** In the order they began. */
  readonly journeys: readonly Journey[];
  /** Adds an exchange, or replaces the earlier one with the same id; `drain` says which journeys that changed. */
  upsert(exchange: Exchange): void;
  /** Forgets an exchange. */
  remove(exchangeId: string): void;
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
  const chains = createChains();
  const drafts = createDrafts(id => chains.trail(id));
  const witnesses = createWitnessJoin(drafts);
  const places = new IdMap<Place>();
  const preflights = createWaitingPreflights();
  const redirects = createWaitingRedirects<Draft>();
  const cached = createCachedPreflights();
  const answers = createStoredAnswers();
  const allowed = createAllowedAnswers();

  /** Earlier answers that say something of this one. */
  function earlier(exchange: Exchange): Partial<Leg> {
    const answer = answers.get(exchange);
    const isRefused =
      exchange.delivered !== null && !hasHeader(exchange.delivered.lines, 'access-control-allow-origin');
    const allowedBefore = isRefused ? allowed.get(exchange) : null;
    return {
      ...(answer === null || answer.stored.id === exchange.id ? {} : { stored: answer.stored }),
      ...(answer === null || answer.refreshed.length === 0 ? {} : { refreshed: answer.refreshed }),
      ...(allowedBefore === null ? {} : { allowedBefore }),
    };
  }

  function put(exchange: Exchange, place: Place): void {
    const { legs } = place.draft;
    const found = place.role === 'request' ? earlier(exchange) : {};
    const leg = { ...(legs[place.leg] ?? EMPTY_LEG), ...found, [place.role]: exchange };
    place.draft.legs = place.leg < legs.length ? legs.with(place.leg, leg) : legs.concat(leg);
    drafts.show(place.draft);
    witnesses.see(place.draft);
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

  /** The exchange stands in a journey, for no tap in front of it saw the request. */
  function place(exchange: Exchange): void {
    const known = places.get(exchange.id);
    const found = known ?? add(exchange);
    places.set(exchange.id, found);
    if (found.role === 'preflight') {
      if (known !== undefined) preflights.update(exchange);
      cached.set(exchange);
    } else redirects.add(exchange, found.draft);
    put(exchange, found);
    answers.set(exchange);
    allowed.set(exchange);
  }

  /** It stands in no journey of its own any more. */
  function takeOut(exchangeId: string): void {
    const found = places.get(exchangeId);
    const exchange = found?.draft.legs[found.leg]?.[found.role] ?? null;
    if (found === undefined || exchange === null) return;
    places.delete(exchangeId);
    preflights.remove(exchange);
    redirects.remove(exchange);
    cached.remove(exchange);
    answers.remove(exchange);
    allowed.remove(exchange);
    forget(found);
  }

  /** Another tap saw it before: whatever a browser said of it is that one's. */
  function displace(exchangeId: string): void {
    const account = places.get(exchangeId)?.draft.witness ?? null;
    takeOut(exchangeId);
    if (account !== null) witnesses.tell(account);
  }

  function settle(links: Iterable<Link>): void {
    const changed = [...links];
    for (const { exchange, front } of changed) if (front !== null) displace(exchange.id);
    for (const { exchange, front } of changed) if (front === null) place(exchange);
  }

  return {
    get journeys() {
      return drafts.journeys;
    },
    upsert: exchange => settle(chains.upsert(exchange)),
    remove(exchangeId) {
      takeOut(exchangeId);
      settle(chains.remove(exchangeId));
    },
    upsertWitness: witness => witnesses.tell(witness),
    removeWitness: witnessId => witnesses.forgetWitness(witnessId),
    drain: () => drafts.drain(),
  };

  function forget({ draft, leg, role }: Place): void {
    draft.legs = draft.legs.with(leg, { ...(draft.legs[leg] ?? EMPTY_LEG), [role]: null });
    if (firstExchange(draft) === null) witnesses.forgetDraft(draft);
    drafts.show(draft);
  }
}
