import type { Exchange } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import { layerNameFor } from '../trace/layers/generator.ts';
import { type Fate, fateOf, statusOwner } from '../trace/ownership.ts';
import { lone, UPSTREAM } from '../trace/path.ts';
import { mainLine, type Sighting, trailOf } from '../trace/sighting.ts';

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
  if (header !== null) return fateIn(answer, header).layer;
  const first = sightingOf(answer);
  return named(statusOwner(first), first);
}

/** What became of a header on the way to the browser. */
export function fateIn(answer: Answer, header: string): Fate {
  const first = sightingOf(answer);
  const fate = fateOf(first, header);
  return isMakers(fate) ? { ...fate, layer: named(fate.layer, first) } : fate;
}

function isMakers({ kind }: Fate): boolean {
  return kind === 'never' || kind === 'kept';
}

/** Who made the answer behind the forward proxy has no name, unless the answer itself tells: an error page, a vendor's mark. */
function named(layer: string, first: Sighting): string {
  const innermost = mainLine(first).at(-1)?.exchange;
  if (layer !== UPSTREAM || innermost === undefined) return layer;
  return layerNameFor(innermost) ?? UPSTREAM;
}

/** Taps that other requests met next: where there are any, the layer in front of them answered by itself. */
export function missedBy(answer: Answer): readonly string[] {
  return mainLine(sightingOf(answer)).at(-1)?.missed ?? [];
}

function sightingOf({ journey, exchange }: Answer) {
  return trailOf(journey, exchange) ?? lone(exchange);
}
