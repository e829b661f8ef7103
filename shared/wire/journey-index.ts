import { createCollector } from '../trace/collect.ts';
import type { Exchange } from '../trace/exchange.ts';
import { exchangesOf, type Journey } from '../trace/journey.ts';

/** The collector with its journeys by id and by exchange, and a note of what changed. */
export interface JourneyIndex {
  /** In the order they began. */
  readonly journeys: readonly Journey[];
  readonly byId: ReadonlyMap<string, Journey>;
  /** Journey ids by exchange id. */
  readonly ofExchange: ReadonlyMap<string, string>;
  /** Both add the ids of the journeys that are new, changed or gone to `changed`. */
  upsert(exchange: Exchange, changed: Set<string>): void;
  remove(exchangeId: string, changed: Set<string>): void;
}

export function createJourneyIndex(): JourneyIndex {
  const collector = createCollector();
  const byId = new Map<string, Journey>();
  const ofExchange = new Map<string, string>();
  const inOrder = rememberedOrder();

  /** An exchange that arrives late can join two journeys into one: then one of the ids that were known is gone. */
  function take(journey: Journey, changed: Set<string>): void {
    byId.set(journey.id, journey);
    changed.add(journey.id);
    for (const { id } of exchangesOf(journey)) {
      const before = ofExchange.get(id);
      ofExchange.set(id, journey.id);
      if (before !== undefined && before !== journey.id) refresh(before, changed);
    }
  }

  function refresh(id: string, changed: Set<string>): void {
    const current = collector.journeys.find(journey => journey.id === id);
    if (current === undefined) byId.delete(id);
    else byId.set(id, current);
    changed.add(id);
  }

  return {
    get journeys() {
      return inOrder(collector.journeys);
    },
    byId,
    ofExchange,
    upsert: (exchange, changed) => take(collector.upsert(exchange), changed),
    remove(exchangeId, changed) {
      const before = ofExchange.get(exchangeId);
      ofExchange.delete(exchangeId);
      const remains = collector.remove(exchangeId);
      if (remains !== null) take(remains, changed);
      if (before === undefined || before === remains?.id) return;
      byId.delete(before);
      changed.add(before);
    },
  };
}

/** A log tells of exchanges as they end, so journeys may arrive in another order than the one in which they began. */
function rememberedOrder(): (journeys: readonly Journey[]) => readonly Journey[] {
  let seen: readonly Journey[] = [];
  let ordered: readonly Journey[] = [];
  return journeys => {
    if (journeys === seen) return ordered;
    seen = journeys;
    ordered = isOrdered(journeys) ? journeys : [...journeys].sort((a, b) => numberOf(a) - numberOf(b));
    return ordered;
  };
}

function isOrdered(journeys: readonly Journey[]): boolean {
  let last = -1;
  for (const journey of journeys) {
    const number = numberOf(journey);
    if (number < last) return false;
    last = number;
  }
  return true;
}

function numberOf({ id }: Journey): number {
  return Number(id.slice(1));
}
