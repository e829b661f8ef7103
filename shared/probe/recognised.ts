import { type Generator, generatorOf } from '../trace/layers/generator.ts';
import { type LayerGuess, recogniseLayers } from '../trace/layers/recognise.ts';
import type { LadderRung } from './ladder.ts';
import { isError } from './reading.ts';

/** The layers that a rung's answers bear marks of; of each the guess that has most to say for it. */
export function layersAt({ told }: LadderRung): LayerGuess[] {
  return surest(told.flatMap(({ exchange }) => recogniseLayers(exchange)));
}

/** Who made the errors among a rung's answers. */
export function errorMakersAt({ told }: LadderRung): Generator[] {
  return surest(
    told
      .filter(isError)
      .map(({ exchange }) => generatorOf(exchange))
      .filter(maker => maker !== null),
  );
}

const ORDER = ['certain', 'likely', 'possible'];

function surest<Guess extends Pick<LayerGuess, 'name' | 'confidence'>>(guesses: readonly Guess[]): Guess[] {
  const best = new Map<string, Guess>();
  for (const guess of guesses) {
    const known = best.get(guess.name);
    const isSurer = known === undefined || ORDER.indexOf(guess.confidence) < ORDER.indexOf(known.confidence);
    if (isSurer) best.set(guess.name, guess);
  }
  return [...best.values()];
}
