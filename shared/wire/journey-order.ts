import type { Journey } from '../trace/journey.ts';

/**
 * Journeys in the order they began, in whatever order they are told: a log tells of exchanges as they end. What changed is
 * put in its place when somebody looks, so that one look at a hundred thousand costs what is new, and a copy.
 */
export interface JourneyOrder {
  /** A list of its own: what changes later does not change it. The same one as before where nothing has changed. */
  readonly journeys: readonly Journey[];
  /** Adds a journey, or replaces the earlier one with the same id. */
  put(journey: Journey): void;
  remove(id: string): void;
}

export function createJourneyOrder(): JourneyOrder {
  const changes = new Map<string, Journey | null>();
  /** What was never sent, by id: those few find their places by the time. */
  const unsent = new Map<string, Journey>();
  const recorded: Journey[] = [];
  let journeys: readonly Journey[] = [];

  function settle(): void {
    change(recorded, changes);
    changes.clear();
    journeys = unsent.size === 0 ? recorded.slice() : withUnsent(recorded, [...unsent.values()]);
  }

  return {
    get journeys() {
      if (changes.size > 0) settle();
      return journeys;
    },
    put(journey) {
      if (isUnsent(journey)) unsent.set(journey.id, journey);
      changes.set(journey.id, isUnsent(journey) ? null : journey);
    },
    remove(id) {
      unsent.delete(id);
      changes.set(id, null);
    },
  };
}

/** Null stands for a journey that is to go. */
function change(journeys: Journey[], changes: ReadonlyMap<string, Journey | null>): void {
  const added: Journey[] = [];
  const gone = new Set<Journey>();
  for (const [id, journey] of changes) {
    const place = placeOf(journeys, numberOf(id));
    const before = journeys[place];
    if (before?.id !== id) {
      if (journey !== null) added.push(journey);
    } else if (journey === null) gone.add(before);
    else journeys[place] = journey;
  }
  if (gone.size > 0) takeOut(journeys, gone);
  if (added.length > 0) insert(journeys, added.sort(byNumber));
}

function takeOut(journeys: Journey[], gone: ReadonlySet<Journey>): void {
  let kept = 0;
  for (const journey of journeys) {
    if (gone.has(journey)) continue;
    journeys[kept] = journey;
    kept += 1;
  }
  journeys.length = kept;
}

/** Most of what is new is the newest: only what is newer than the first of them is moved. */
function insert(journeys: Journey[], added: readonly Journey[]): void {
  const newer = journeys.splice(placeOf(journeys, numberOf(added[0]?.id ?? '')));
  const tail = newer.length === 0 ? added : [...newer, ...added].sort(byNumber);
  for (const journey of tail) journeys.push(journey);
}

/** Where the first one with this number or a higher one stands: mostly at the end. */
function placeOf(journeys: readonly Journey[], number: number): number {
  let to = journeys.length;
  let from = numberOf(journeys[to - 1]?.id ?? '') < number ? to : 0;
  while (from < to) {
    const middle = (from + to) >> 1;
    const journey = journeys[middle];
    if (journey !== undefined && numberOf(journey.id) < number) from = middle + 1;
    else to = middle;
  }
  return from;
}

function withUnsent(recorded: readonly Journey[], unsent: Journey[]): readonly Journey[] {
  const merged: Journey[] = [];
  unsent.sort((a, b) => a.startedAt - b.startedAt);
  let next = 0;
  for (const journey of recorded) {
    for (let at = unsent[next]; at !== undefined && at.startedAt < journey.startedAt; at = unsent[next]) {
      merged.push(at);
      next += 1;
    }
    merged.push(journey);
  }
  return [...merged, ...unsent.slice(next)];
}

/** Nothing is known of it but the browser's own account. */
function isUnsent({ legs }: Journey): boolean {
  return legs.length === 0;
}

/** Exchanges are numbered as their heads arrived. */
function numberOf(id: string): number {
  return Number(id.slice(1));
}

function byNumber(a: Journey, b: Journey): number {
  return numberOf(a.id) - numberOf(b.id);
}
