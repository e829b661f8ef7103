import { createCollector } from '../trace/collect.ts';
import type { Changes } from '../trace/draft.ts';
import type { Exchange } from '../trace/exchange.ts';
import { IdMap } from '../trace/id-map.ts';
import { allExchangesOf, type Journey } from '../trace/journey.ts';
import type { Witness } from '../trace/witness.ts';
import { createJourneyOrder } from './journey-order.ts';
import type { Sequence } from './sequence.ts';

/** The collector with its journeys by id and by exchange. */
export interface JourneyIndex {
  /** In the order they began. */
  readonly journeys: Sequence<Journey>;
  journey(id: string): Journey | null;
  /** The journey of an exchange. */
  journeyOf(exchangeId: string): Journey | null;
  upsert(exchange: Exchange): void;
  remove(exchangeId: string): void;
  upsertWitness(witness: Witness): void;
  removeWitness(witnessId: string): void;
  /** Takes what has changed since the last call into the index, and says what that is. */
  drain(): Changes;
}

export function createJourneyIndex(): JourneyIndex {
  const collector = createCollector();
  const byId = new IdMap<Journey>();
  /** Ids of journeys by those of their exchanges. */
  const ofExchange = new IdMap<string>();
  const order = createJourneyOrder();
  const journeyBy = (id: string) => byId.get(id) ?? null;

  return {
    get journeys() {
      return order.journeys;
    },
    journey: journeyBy,
    journeyOf: exchangeId => journeyBy(ofExchange.get(exchangeId) ?? ''),
    upsert: exchange => collector.upsert(exchange),
    remove(exchangeId) {
      ofExchange.delete(exchangeId);
      collector.remove(exchangeId);
    },
    upsertWitness: witness => collector.upsertWitness(witness),
    removeWitness: witnessId => collector.removeWitness(witnessId),
    /** Exchanges that arrive late and accounts can join two journeys into one: then one of the ids that were known is gone. */
    drain() {
      const changes = collector.drain();
      const gone = changes.gone.filter(id => byId.delete(id));
      for (const id of gone) order.remove(id);
      for (const journey of changes.shown) {
        byId.set(journey.id, journey);
        order.put(journey);
        for (const { id } of allExchangesOf(journey)) ofExchange.set(id, journey.id);
      }
      return { shown: changes.shown, gone };
    },
  };
}
