import type { Exchange, WireFailure } from '../trace/exchange.ts';
import { fateOf, statusOwner } from '../trace/ownership.ts';
import { layerBehind, lone } from '../trace/path.ts';
import { mainLine, trailOf } from '../trace/sighting.ts';
import { fateIn } from './blame.ts';
import type { Failure } from './failure.ts';

/**
 * Why an answer lacks a header.
 *
 * `removed`: a layer took it off on the way. `partial`: a layer that is on this path writes it on other answers, and not
 * on this one. `early`: the answer was made before the layer that writes it. `unanswered`: a layer made the answer because
 * it got none from the next. `never`: nothing is known of anybody writing it.
 */
export type Missing =
  | { readonly kind: 'removed'; readonly layer: string; readonly maker: string; readonly values: readonly string[] }
  | { readonly kind: 'partial' | 'early'; readonly layer: string; readonly writer: string; readonly other: Exchange }
  | { readonly kind: 'unanswered'; readonly layer: string; readonly next: string; readonly reason: WireFailure }
  | { readonly kind: 'never'; readonly layer: string };

export function whyMissing(failure: Failure, header: string): Missing {
  const { journey, exchange } = failure;
  const fate = fateIn(failure, header);
  const first = trailOf(journey, exchange) ?? lone(exchange);
  const line = mainLine(first);
  if (fate.kind === 'removed') {
    const maker = layerBehind(line.at(-1)?.exchange ?? exchange);
    return { kind: 'removed', layer: fate.layer, maker, values: fate.before };
  }
  const last = line.at(-1)?.exchange ?? exchange;
  if (last.outcome.kind === 'failed' && last !== exchange) {
    return { kind: 'unanswered', layer: statusOwner(first), next: layerBehind(last), reason: last.outcome.reason };
  }
  const other = journey.legs.find(({ request }) => request === exchange)?.allowedBefore;
  if (other === undefined) return { kind: 'never', layer: fate.layer };
  const writer = fateOf(trailOf(journey, other) ?? lone(other), header).layer;
  const passed = line.some(sighting => layerBehind(sighting.exchange) === writer);
  return { kind: passed ? 'partial' : 'early', layer: passed ? writer : statusOwner(first), writer, other };
}
