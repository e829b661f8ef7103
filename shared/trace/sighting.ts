import type { Exchange } from './exchange.ts';
import type { Journey } from './journey.ts';

/** `header`: by the value that one tap wrote and the next one read. `guess`: by method, target, origin and time alone. */
export type Tie = 'header' | 'guess';

/** One request as a tap on its path saw it, with what the taps further on saw of the same request. */
export interface Sighting {
  readonly exchange: Exchange;
  /** How it was tied to the sighting in front of it; null for the tap nearest to the browser. */
  readonly tie: Tie | null;
  /** In the order in which they began: several where the layer between asked again, or asked several upstreams. */
  readonly behind: readonly Sighting[];
  /** Taps that other requests to this authority met next, where this one met none: the layer between answered by itself. */
  readonly missed: readonly string[];
}

/** What the taps behind an exchange saw; null where nothing is known of any. */
export function trailOf(journey: Journey, exchange: Exchange): Sighting | null {
  return journey.trails?.get(exchange.id) ?? null;
}

/**
 * From the browser's side to the app's, the sightings that led to the answer. Of several behind one tap the last that
 * gave the status that was passed on counts, else the last.
 */
export function mainLine(first: Sighting): readonly Sighting[] {
  const line = [first];
  for (let next = answering(first); next !== null; next = answering(next)) line.push(next);
  return line;
}

/** Every sighting of a trail, the first included, each before those behind it. */
export function sightingsIn(first: Sighting): readonly Sighting[] {
  return [first, ...first.behind.flatMap(sightingsIn)];
}

/** Why there are several: `retry` where each began after the one before had ended, `fan-out` where they ran side by side. */
export function manyBehind({ behind }: Sighting): 'retry' | 'fan-out' | null {
  if (behind.length < 2) return null;
  const inTurn = behind.every((sighting, index) => index === 0 || follows(sighting, behind[index - 1]));
  return inTurn ? 'retry' : 'fan-out';
}

function answering({ exchange, behind }: Sighting): Sighting | null {
  const status = exchange.returned?.status;
  return behind.findLast(({ exchange: { delivered } }) => delivered?.status === status) ?? behind.at(-1) ?? null;
}

function follows({ exchange }: Sighting, before: Sighting | undefined): boolean {
  if (before === undefined) return true;
  const { startedAt, timings } = before.exchange;
  return timings.ended !== null && exchange.startedAt >= startedAt + timings.ended;
}
