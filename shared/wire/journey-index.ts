import { createCollector } from '../trace/collect.ts';
import type { Exchange } from '../trace/exchange.ts';
import { allExchangesOf, type Journey } from '../trace/journey.ts';
import type { Witness } from '../trace/witness.ts';
import { createJourneyOrder } from './journey-order.ts';
import type { Sequence } from './sequence.ts';

/** The collector with its journeys by id and by exchange, and a note of what changed. */
export interface JourneyIndex {
  /** In the order they began. */
  readonly journeys: Sequence<Journey>;
  readonly byId: ReadonlyMap<string, Journey>;
  /** Journey ids by exchange id. */
  readonly ofExchange: ReadonlyMap<string, string>;
  /** Both add the ids of the journeys that are new, changed or gone to `changed`. */
  upsert(exchange: Exchange, changed: Set<string>): void;
  remove(exchangeId: string, changed: Set<string>): void;
  upsertWitness(witness: Witness, changed: Set<string>): void;
  removeWitness(witnessId: string, changed: Set<string>): void;
}

export function createJourneyIndex(): JourneyIndex {
  const collector = createCollector();
  const byId = new Map<string, Journey>();
  const ofExchange = new Map<string, string>();
  const order = createJourneyOrder();

  /** Exchanges that arrive late and accounts can join two journeys into one: then one of the ids that were known is gone. */
  function note(changed: Set<string>): void {
    const { shown, gone } = collector.drain();
    for (const id of gone) {
      if (!byId.delete(id)) continue;
      order.remove(id);
      changed.add(id);
    }
    for (const journey of shown) {
      byId.set(journey.id, journey);
      order.put(journey);
      changed.add(journey.id);
      for (const { id } of allExchangesOf(journey)) ofExchange.set(id, journey.id);
    }
  }

  return {
    get journeys() {
      return order.journeys;
    },
    byId,
    ofExchange,
    upsert(exchange, changed) {
      collector.upsert(exchange);
      note(changed);
    },
    remove(exchangeId, changed) {
      ofExchange.delete(exchangeId);
      collector.remove(exchangeId);
      note(changed);
    },
    upsertWitness(witness, changed) {
      collector.upsertWitness(witness);
      note(changed);
    },
    removeWitness(witnessId, changed) {
      collector.removeWitness(witnessId);
      note(changed);
    },
  };
}
