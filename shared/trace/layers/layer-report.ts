import type { Exchange } from '../exchange.ts';
import { type CorsWriter, corsWriterOf } from './cors-writer.ts';
import { type Generator, generatorOf } from './generator.ts';
import { type LayerGuess, recogniseLayers } from './recognise.ts';

/** All that one exchange tells of the layers behind corscope. */
export interface LayerReport {
  /** Id of the exchange. */
  readonly exchange: string;
  readonly guesses: readonly LayerGuess[];
  readonly generator: Generator | null;
  readonly corsWriter: CorsWriter | null;
}

export function layerReport(exchange: Exchange): LayerReport {
  return {
    exchange: exchange.id,
    guesses: recogniseLayers(exchange),
    generator: generatorOf(exchange),
    corsWriter: corsWriterOf(exchange),
  };
}
