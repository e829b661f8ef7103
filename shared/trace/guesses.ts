import type { Link } from './chains.ts';
import { readTrace } from './correlation.ts';
import type { Exchange } from './exchange.ts';
import { canBeBehind, guessKey, likeness, overlap, sentAt } from './guess-tie.ts';
import { createPairMap } from './pair-map.ts';

type MayFollow = (outer: Exchange, inner: Exchange) => boolean;

/** More requests of one method and target than are under way at once: what is older stays as it was tied. */
const LIMIT = 64;

/**
 * Ties exchanges that a layer took the correlation header off. Whenever one comes, those of its method and target are
 * tied anew, so that the outcome does not depend on the order in which the taps tell.
 */
export interface Guesses {
  /** Pairs of an exchange and the one in front of it, null where there is none (any more). */
  join(link: Link): readonly (readonly [inner: Link, outer: Link | null])[];
  remove(link: Link): void;
}

/** `leadsTo`: does a request that comes to the one tap come to the other later on? Then it is never behind it. */
export function createGuesses(leadsTo: (tap: string, other: string) => boolean): Guesses {
  const groups = createPairMap<readonly Link[]>();
  const taps = new Set<string>();
  const mayFollow = (outer: Exchange, inner: Exchange) => canBeBehind(outer, inner) && !leadsTo(inner.tap, outer.tap);
  return {
    join(link) {
      taps.add(link.exchange.tap);
      const key = guessKey(link.exchange);
      const group = withLink(groups.get(...key) ?? [], link);
      groups.set(...key, group);
      return taps.size < 2
        ? []
        : pairs(
            group.filter(other => overlap(other.exchange, link.exchange)),
            mayFollow,
          );
    },
    remove(link) {
      const key = guessKey(link.exchange);
      const group = groups.get(...key)?.filter(other => other !== link) ?? [];
      if (group.length === 0) groups.delete(...key);
      else groups.set(...key, group);
    },
  };
}

/** Not pushed: most groups stay at one, and an array that grew keeps room for many. */
function withLink(group: readonly Link[], link: Link): readonly Link[] {
  return group.includes(link) ? group : group.slice(1 - LIMIT).concat(link);
}

/** In the order in which they began, each behind the likeliest that waits for it; one waits for one, unless it is asked again. */
function pairs(group: readonly Link[], mayFollow: MayFollow): (readonly [Link, Link | null])[] {
  const found: (readonly [Link, Link | null])[] = [];
  const choice = choiceAmong(group, mayFollow);
  const inOrder = group.toSorted((a, b) => a.exchange.startedAt - b.exchange.startedAt);
  for (const inner of inOrder) {
    if (inner.tie === 'header' || readTrace(inner.exchange) !== null) continue;
    const outer = choice.likeliest(inner);
    if (outer !== null || inner.tie === 'guess') found.push([inner, outer]);
  }
  return found;
}

/** Each call gives the one in front, and counts with what the calls before gave. */
function choiceAmong(group: readonly Link[], mayFollow: MayFollow): { likeliest(inner: Link): Link | null } {
  const taken = new Map<Link, Link>();
  const depths = new Map<Link, number>();

  function rankOf(outer: Link, inner: Link): readonly number[] | null {
    if (outer === inner || !mayFollow(outer.exchange, inner.exchange)) return null;
    const before = taken.get(outer) ?? earlier(outer, group);
    if (!isFree(outer, inner, before)) return null;
    const depth = depths.get(outer) ?? depthOf(outer, group, mayFollow);
    depths.set(outer, depth);
    // who has no answer yet comes before who would have asked again
    const waits = before === undefined ? 1 : 0;
    return [depth, likeness(outer.exchange, inner.exchange), waits, -sentAt(outer.exchange)];
  }

  return {
    likeliest(inner) {
      let best: { readonly outer: Link; readonly rank: readonly number[] } | null = null;
      for (const outer of group) {
        const rank = rankOf(outer, inner);
        if (rank !== null && (best === null || isHigher(rank, best.rank))) best = { outer, rank };
      }
      if (best !== null) taken.set(best.outer, inner);
      return best?.outer ?? null;
    },
  };
}

/** How many taps it can be behind itself: of two that can both be in front, the one further on is the next. */
function depthOf(link: Link, group: readonly Link[], mayFollow: MayFollow): number {
  const fronts = group.filter(other => other !== link && mayFollow(other.exchange, link.exchange));
  return new Set(fronts.map(({ exchange }) => exchange.tap)).size;
}

/** The last one tied to it before those that are looked at now. */
function earlier(link: Link, group: readonly Link[]): Link | undefined {
  return link.behind.findLast(inner => !group.includes(inner));
}

/** Nobody is behind it yet, or the one that is has ended before this one began: the layer asks again. */
function isFree(link: Link, inner: Link, before: Link | undefined): boolean {
  if (link.behind.some(({ tie }) => tie === 'header')) return false;
  if (before === undefined) return true;
  const { tap, startedAt, timings } = before.exchange;
  return tap === inner.exchange.tap && timings.ended !== null && inner.exchange.startedAt >= startedAt + timings.ended;
}

function isHigher(rank: readonly number[], than: readonly number[]): boolean {
  const at = rank.findIndex((value, index) => value !== than[index]);
  return at !== -1 && (rank[at] ?? 0) > (than[at] ?? 0);
}
