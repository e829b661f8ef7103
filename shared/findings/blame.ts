import type { Exchange } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import { type Fate, fateOf, statusOwner } from '../trace/ownership.ts';
import { lone } from '../trace/path.ts';
import { trailOf } from '../trace/sighting.ts';

/** An answer, and the journey that it is of: a `Failure` is one. */
export interface Answer {
  readonly journey: Journey;
  readonly exchange: Exchange;
}

/**
 * The layer to blame for an answer's status (`header` null), or for what one of its headers became on the way. With one
 * tap on the path only two things are certain: what corscope did itself, and what came from whatever it talked to.
 */
export function blame(answer: Answer, header: string | null): string {
  return header === null ? statusOwner(sightingOf(answer)) : fateIn(answer, header).layer;
}

/** What became of a header on the way to the browser. */
export function fateIn(answer: Answer, header: string): Fate {
  return fateOf(sightingOf(answer), header);
}

function sightingOf({ journey, exchange }: Answer) {
  return trailOf(journey, exchange) ?? lone(exchange);
}
