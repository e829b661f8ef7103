import type { Journey } from '../trace/journey.ts';
import { Parts, type Sequence } from './sequence.ts';

/**
 * Journeys in the order they began, in whatever order they are told: a log tells of exchanges as they end. What changed is
 * put in its place when somebody looks, so that one look at a hundred thousand costs what is new.
 */
export interface JourneyOrder {
  /** What changes later does not change it. The same one as before where nothing has changed. */
  readonly journeys: Sequence<Journey>;
  /** Adds a journey, or replaces the earlier one with the same id. */
  put(journey: Journey): void;
  remove(id: string): void;
}

/** A part is copied whenever something in it changes. */
const LARGEST_PART = 256;

/** In the order of their numbers; never empty, and never changed. */
type Part = readonly Journey[];

export function createJourneyOrder(): JourneyOrder {
  const changes = new Map<number, Journey | null>();
  /** What was never sent, by id: those few find their places by the time. */
  const unsent = new Map<string, Journey>();
  let isSettled = true;
  let parts: readonly Part[] = [];
  let journeys: Sequence<Journey> = [];

  function settle(): void {
    parts = changed(parts, changes);
    changes.clear();
    isSettled = true;
    const recorded = new Parts(parts);
    journeys = unsent.size === 0 ? recorded : withUnsent(recorded, [...unsent.values()]);
  }

  return {
    get journeys() {
      if (!isSettled) settle();
      return journeys;
    },
    put(journey) {
      if (isUnsent(journey)) unsent.set(journey.id, journey);
      else changes.set(numberOf(journey.id), journey);
      isSettled = false;
    },
    remove(id) {
      if (!unsent.delete(id)) changes.set(numberOf(id), null);
      isSettled = false;
    },
  };
}

/** By number; null stands for a journey that is to go. */
type Changes = ReadonlyMap<number, Journey | null>;

function changed(parts: readonly Part[], changes: Changes): readonly Part[] {
  const byPart = new Map<number, Map<number, Journey | null>>();
  for (const [number, journey] of changes) {
    const at = partFor(parts, number);
    const ofPart = byPart.get(at);
    if (ofPart === undefined) byPart.set(at, new Map([[number, journey]]));
    else ofPart.set(number, journey);
  }
  const first = parts.length === 0 ? [[]] : parts;
  return first.flatMap((part, at) => {
    const ofPart = byPart.get(at);
    return ofPart === undefined ? [part] : inParts(changedPart(part, ofPart));
  });
}

function changedPart(part: Part, changes: Changes): Part {
  const kept = part.filter(({ id }) => !changes.has(numberOf(id)));
  for (const journey of changes.values()) if (journey !== null) kept.push(journey);
  return kept.sort(byNumber);
}

function inParts(journeys: Part): readonly Part[] {
  if (journeys.length <= LARGEST_PART) return journeys.length === 0 ? [] : [journeys];
  const parts: Part[] = [];
  for (let from = 0; from < journeys.length; from += LARGEST_PART)
    parts.push(journeys.slice(from, from + LARGEST_PART));
  return parts;
}

/** The last one that begins at this number or before it, or else the first. */
function partFor(parts: readonly Part[], number: number): number {
  let from = 0;
  let to = parts.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (numberOf(parts[middle]?.[0]?.id ?? '') <= number) from = middle;
    else to = middle;
  }
  return from;
}

function withUnsent(recorded: Iterable<Journey>, unsent: Journey[]): readonly Journey[] {
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
