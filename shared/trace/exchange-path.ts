import type { Exchange } from './exchange.ts';
import { exchangesOf, type Journey } from './journey.ts';
import { type Ledger, ledgerOf } from './ledger.ts';
import { type LayerNamer, layerBehind, lone, type Path, pathOf } from './path.ts';
import { happenedOn } from './path-sentence.ts';
import { manyBehind, type Sighting, sightingsIn, trailOf } from './sighting.ts';

/** One message that the browser sent, followed along its path. */
export interface ExchangePath extends Path {
  /** The exchange at the tap nearest to the browser. */
  readonly exchange: string;
  /** What happened on the way, as clauses, weightiest first. */
  readonly happened: readonly string[];
  /** The two weightiest as one sentence; null where nothing happened that matters. */
  readonly sentence: string | null;
  readonly ledger: Ledger;
  /** Some tap's exchange was tied by method, target, origin and time alone. */
  readonly guessed: boolean;
  /** Layers that asked again, or asked several upstreams. */
  readonly many: readonly {
    readonly layer: string;
    readonly kind: 'retry' | 'fan-out';
    readonly exchanges: readonly string[];
  }[];
}

/** In wire order: preflights and requests, each with what every tap on its way saw. */
export function exchangePaths(journey: Journey, nameOf: LayerNamer = layerBehind): readonly ExchangePath[] {
  return exchangesOf(journey).map(exchange => exchangePath(trailOf(journey, exchange) ?? lone(exchange), nameOf));
}

function exchangePath(first: Sighting, nameOf: LayerNamer): ExchangePath {
  const sightings = sightingsIn(first);
  const known = new Map<string, Exchange>(sightings.map(({ exchange }) => [exchange.id, exchange]));
  const exchange = (id: string) => known.get(id) ?? null;
  const path = pathOf(first, nameOf);
  const happened = happenedOn(path, exchange);
  return {
    exchange: first.exchange.id,
    ...path,
    happened,
    sentence: happened.length === 0 ? null : `${happened.slice(0, 2).join('; ')}.`,
    ledger: ledgerOf(path, exchange),
    guessed: sightings.some(({ tie }) => tie === 'guess'),
    many: sightings.flatMap(sighting => {
      const kind = manyBehind(sighting);
      const exchanges = sighting.behind.map(({ exchange: { id } }) => id);
      return kind === null ? [] : [{ layer: nameOf(sighting.exchange), kind, exchanges }];
    }),
  };
}
