import { valuesOf } from '../http/header-line.ts';
import type { Exchange } from './exchange.ts';
import { CORSCOPE, type LayerNamer, layerBehind } from './path.ts';
import { mainLine, type Sighting } from './sighting.ts';

/**
 * What became of a header of the answer on its way to the browser.
 *
 * `kept`: as the layer wrote that made the answer. `written`: by a layer on the way, which set it, changed it or added
 * lines. `removed`: by a layer on the way, though the answer had it further in. `never`: no layer wrote it.
 */
export interface Fate {
  readonly kind: 'kept' | 'written' | 'removed' | 'never';
  /** Who wrote, or removed it; for `never` who made the answer. */
  readonly layer: string;
  /** Values further in than that layer, in wire order: empty for `kept` and `never`. */
  readonly before: readonly string[];
  /** The exchange whose answer still was as `before` says; null for `kept` and `never`. */
  readonly seenAt: Exchange | null;
}

/** One head of the answer, and the layer that made it of the next one. */
interface Stop {
  readonly exchange: Exchange;
  readonly values: readonly string[];
  readonly layer: string;
}

/** `header` in any letter case. What the browser got is compared with what each layer further in had sent. */
export function fateOf(first: Sighting, header: string, nameOf: LayerNamer = layerBehind): Fate {
  const stops = stopsOf(first, header, nameOf);
  const [nearest, ...further] = stops;
  if (nearest === undefined) return { kind: 'never', layer: nameOf(first.exchange), before: [], seenAt: null };
  const now = nearest.values;
  const at = further.findIndex(stop => !same(stop.values, now));
  const maker = stops.at(at === -1 ? -1 : at)?.layer ?? nearest.layer;
  const before = further[at];
  if (before === undefined)
    return { kind: now.length === 0 ? 'never' : 'kept', layer: maker, before: [], seenAt: null };
  const kind = now.length === 0 ? 'removed' : 'written';
  return { kind, layer: maker, before: before.values, seenAt: before.exchange };
}

/** The layer that gave the answer its status. */
export function statusOwner(first: Sighting, nameOf: LayerNamer = layerBehind): string {
  const { returned, delivered } = first.exchange;
  if (delivered !== null && delivered.status !== returned?.status) return CORSCOPE;
  const line = mainLine(first);
  const own = line.findLast(({ exchange }) => exchange.returned?.status === delivered?.status) ?? first;
  return nameOf(own.exchange);
}

/** From the browser inwards: at each tap what was delivered (corscope's work) and what was returned (the layer's). */
function stopsOf(first: Sighting, header: string, nameOf: LayerNamer): readonly Stop[] {
  return mainLine(first).flatMap(({ exchange }) => {
    const { delivered, returned } = exchange;
    const values = (head: Exchange['delivered']) => valuesOf(head?.lines ?? [], header);
    const own = returned === null ? null : { exchange, values: values(returned), layer: nameOf(exchange) };
    const ours = delivered === null ? null : { exchange, values: values(delivered), layer: CORSCOPE };
    return [ours, own].filter(stop => stop !== null);
  });
}

/** Several lines joined into one say the same to a browser: who joined them did not write them. */
function same(a: readonly string[], b: readonly string[]): boolean {
  return joined(a) === joined(b) && (a.length === 0) === (b.length === 0);
}

function joined(values: readonly string[]): string {
  return values.join(',').replace(/[ \t]*,[ \t]*/g, ',');
}
