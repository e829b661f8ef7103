import type { HeaderLine } from '../http/header-line.ts';
import type { Exchange, HeadName } from './exchange.ts';
import { diffLines, type Mutation } from './mutation.ts';
import { mainLine, type Sighting, type Tie } from './sighting.ts';

/** The forward proxy's name among the taps. */
export const FORWARD_TAP = 'proxy';

/** The tap of what another tool recorded. */
export const HAR_TAP = 'har';

/** The layer that is corscope itself. */
export const CORSCOPE = 'corscope';

/** One head as one tap saw it. */
export interface Point {
  readonly exchange: string;
  readonly tap: string;
  readonly head: HeadName;
  /** How the tap's exchange was tied to the one in front of it; null at the tap nearest to the browser. */
  readonly tie: Tie | null;
}

/** The stretch between two neighbouring points, and what the layer there did to the header lines that passed it. */
export interface Hop {
  readonly from: Point;
  readonly to: Point;
  readonly layer: string;
  readonly mutations: readonly Mutation[];
}

/** One request, or its answer, along its path. Points and hops in the order in which the bytes travelled. */
export interface Way {
  readonly points: readonly Point[];
  readonly hops: readonly Hop[];
}

export interface Path {
  readonly request: Way;
  readonly response: Way;
  /** Layers from the browser's side to the app's, corscope left out; the last made the answer. */
  readonly layers: readonly string[];
  /** Taps that other requests met next, where this one was answered before. */
  readonly missed: readonly string[];
}

/** Whatever the forward proxy talks to, while nothing names it. */
export const UPSTREAM = 'upstream';

/** Gives a layer's name to what stands behind a tap. */
export type LayerNamer = (exchange: Exchange) => string;

/** A reverse tap is named for the layer in front of which it stands; what a browser talks to, has no name yet. */
export const layerBehind: LayerNamer = ({ tap }) => (tap === FORWARD_TAP || tap === HAR_TAP ? UPSTREAM : tap);

/** `first` is the sighting nearest to the browser; `nameOf` may know better what stands behind a tap. */
export function pathOf(first: Sighting, nameOf: LayerNamer = layerBehind): Path {
  const line = mainLine(first);
  const request = line.flatMap(sighting => pointsAt(sighting, ['received', 'forwarded']));
  const response = line.toReversed().flatMap(sighting => pointsAt(sighting, ['returned', 'delivered']));
  const exchanges = new Map(line.map(({ exchange }) => [exchange.id, exchange]));
  const layers = line.filter((sighting, at) => !isWire(sighting, line[at + 1])).map(({ exchange }) => nameOf(exchange));
  return {
    request: { points: request, hops: hopsBetween(request, exchanges, nameOf) },
    response: { points: response, hops: hopsBetween(response, exchanges, nameOf) },
    layers,
    missed: line.at(-1)?.missed ?? [],
  };
}

/** The exchange alone, as a path with one tap. */
export function lone(exchange: Exchange): Sighting {
  return { exchange, tie: null, behind: [], missed: [] };
}

/**
 * Nothing stands behind the forward proxy but the wire to the next tap: what it sent arrived line for line, and what came
 * back as well. A layer that speaks HTTP leaves some mark.
 */
export function isWire({ exchange }: Sighting, next: Sighting | undefined): boolean {
  if (exchange.tap !== FORWARD_TAP || next === undefined) return false;
  const { received, delivered } = next.exchange;
  return sameLines(exchange.forwarded, received) && sameLines(exchange.returned, delivered);
}

function sameLines(a: { readonly lines: readonly HeaderLine[] } | null, b: typeof a): boolean {
  const [left, right] = [a?.lines ?? [], b?.lines ?? []];
  return (
    left.length === right.length &&
    left.every(([name, value], at) => name === right[at]?.[0] && value === right[at]?.[1])
  );
}

function pointsAt({ exchange, tie }: Sighting, heads: readonly HeadName[]): Point[] {
  return heads
    .filter(head => exchange[head] !== null)
    .map(head => ({ exchange: exchange.id, tap: exchange.tap, head, tie }));
}

function hopsBetween(
  points: readonly Point[],
  exchanges: ReadonlyMap<string, Exchange>,
  nameOf: LayerNamer,
): readonly Hop[] {
  return points.slice(1).flatMap((to, index) => {
    const from = points[index];
    if (from === undefined) return [];
    return [
      { from, to, layer: layerAt(from, to, exchanges, nameOf), mutations: diffLines(linesAt(from), linesAt(to)) },
    ];
  });

  function linesAt({ exchange, head }: Point): readonly HeaderLine[] {
    return exchanges.get(exchange)?.[head]?.lines ?? [];
  }
}

/** Within a tap it is corscope; between two, whatever stands behind the one nearer to the browser. */
function layerAt(from: Point, to: Point, exchanges: ReadonlyMap<string, Exchange>, nameOf: LayerNamer): string {
  if (from.exchange === to.exchange) return CORSCOPE;
  const nearer = exchanges.get(from.head === 'forwarded' ? from.exchange : to.exchange);
  return nearer === undefined ? '' : nameOf(nearer);
}
