import type { Journey } from '../trace/journey.ts';

/** A log tells of exchanges as they end, so journeys may arrive in another order than the one in which they began. */
export function rememberedOrder(): (journeys: readonly Journey[]) => readonly Journey[] {
  let seen: readonly Journey[] = [];
  let ordered: readonly Journey[] = [];
  return journeys => {
    if (journeys === seen) return ordered;
    seen = journeys;
    ordered = isOrdered(journeys) ? journeys : inOrder(journeys);
    return ordered;
  };
}

/** Exchanges are numbered as their heads arrived; what never was one finds its place by the time. */
function inOrder(journeys: readonly Journey[]): readonly Journey[] {
  const recorded = journeys.filter(journey => !isUnsent(journey)).sort((a, b) => numberOf(a) - numberOf(b));
  const unsent = journeys.filter(isUnsent).sort((a, b) => a.startedAt - b.startedAt);
  const merged: Journey[] = [];
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

function isOrdered(journeys: readonly Journey[]): boolean {
  let last = -1;
  for (const journey of journeys) {
    if (isUnsent(journey)) return false;
    const number = numberOf(journey);
    if (number < last) return false;
    last = number;
  }
  return true;
}

/** Nothing is known of it but the browser's own account. */
function isUnsent({ legs }: Journey): boolean {
  return legs.length === 0;
}

function numberOf({ id }: Journey): number {
  return Number(id.slice(1));
}
