import type { Exchange } from './exchange.ts';
import { IdMap } from './id-map.ts';
import type { Journey, Leg } from './journey.ts';
import type { Sighting } from './sighting.ts';
import { type Witness, witnessNumber } from './witness.ts';

/** A journey that still grows. `journey` is what was handed out last. */
export interface Draft {
  legs: readonly Leg[];
  witness: Witness | null;
  journey: Journey;
}

/** The drafts of a session, in the order in which they were opened. */
export interface Drafts {
  readonly journeys: readonly Journey[];
  open(): Draft;
  /** Hands out what the draft holds now; it is gone where it holds nothing. */
  show(draft: Draft): Journey | null;
  /** Those shown since the last call, and the ids under which nothing is to be found any more. */
  drain(): Changes;
}

export interface Changes {
  readonly shown: readonly Journey[];
  readonly gone: readonly string[];
}

/** `trailOf`: what the taps behind an exchange saw of it, by its id. */
export function createDrafts(trailOf: (exchangeId: string) => Sighting | null): Drafts {
  const drafts = new Set<Draft>();
  const shown = new Set<Draft>();
  const gone = new IdMap<string>();
  let listed: readonly Journey[] | null = null;
  return {
    get journeys() {
      listed ??= [...drafts].map(draft => draft.journey);
      return listed;
    },
    open() {
      const draft: Draft = { legs: [], witness: null, journey: toJourney([], null, trailOf) };
      drafts.add(draft);
      return draft;
    },
    show(draft) {
      const before = draft.journey.id;
      draft.journey = toJourney(draft.legs, draft.witness, trailOf);
      listed = null;
      if (before !== draft.journey.id) gone.set(before, before);
      if (!isEmpty(draft)) {
        shown.add(draft);
        return draft.journey;
      }
      drafts.delete(draft);
      shown.delete(draft);
      return null;
    },
    drain() {
      const journeys = [...shown].map(draft => draft.journey);
      for (const { id } of journeys) gone.delete(id);
      const changes = { shown: journeys, gone: [...gone.values()].filter(id => id !== NAMELESS) };
      shown.clear();
      gone.clear();
      return changes;
    },
  };
}

/** What was sent first, and is still recorded. */
export function firstExchange({ legs }: Pick<Draft, 'legs'>): Exchange | null {
  const seen = legs.find(isSeen);
  return seen?.preflight ?? seen?.request ?? null;
}

function isEmpty({ legs, witness }: Draft): boolean {
  return witness === null && !legs.some(isSeen);
}

function isSeen(leg: Leg): boolean {
  return leg.preflight !== null || leg.request !== null;
}

const NAMELESS = 'j';

/** Legs of which nothing is recorded any more are left away. */
function toJourney(
  legs: readonly Leg[],
  witness: Witness | null,
  trailOf: (exchangeId: string) => Sighting | null,
): Journey {
  const first = firstExchange({ legs });
  const lone = witness === null ? NAMELESS : `jw${witnessNumber(witness.id)}`;
  const trails = trailsOf(legs, trailOf);
  return {
    id: first === null ? lone : `j${first.id.slice(1)}`,
    startedAt: first?.startedAt ?? witness?.startedAt ?? 0,
    legs: legs.every(isSeen) ? legs : legs.filter(isSeen),
    witness,
    ...(trails === null ? {} : { trails }),
  };
}

function trailsOf(legs: readonly Leg[], trailOf: (exchangeId: string) => Sighting | null) {
  let trails: Map<string, Sighting> | null = null;
  for (const { preflight, cachedPreflight, request, stored, refreshed = [], allowedBefore } of legs) {
    for (const exchange of [preflight, cachedPreflight, request, stored, ...refreshed, allowedBefore]) {
      const trail = exchange == null ? null : trailOf(exchange.id);
      if (trail === null) continue;
      trails ??= new Map();
      trails.set(trail.exchange.id, trail);
    }
  }
  return trails;
}
