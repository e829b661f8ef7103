import { readTrace, writtenTrace } from './correlation.ts';
import type { Exchange } from './exchange.ts';
import { createGuesses } from './guesses.ts';
import { IdMap } from './id-map.ts';
import { createRoutes } from './routes.ts';
import type { Sighting, Tie } from './sighting.ts';

const NONE: readonly never[] = [];

/** An exchange among those of the other taps; `front` is the one in front of it, where one is known. */
export interface Link {
  exchange: Exchange;
  front: Link | null;
  tie: Tie | null;
  behind: readonly Link[];
}

/**
 * Ties what several taps saw of one request, in whatever order it is told: a tap that waits for an answer tells of its
 * exchange after the taps behind it.
 */
export interface Chains {
  /** Adds an exchange, or replaces its earlier state; returns the links whose place or trail may be another now. */
  upsert(exchange: Exchange): ReadonlySet<Link>;
  /** Forgets it; those behind it stand for themselves from now on. */
  remove(exchangeId: string): ReadonlySet<Link>;
  /** Null where the taps behind the exchange say nothing of it. */
  trail(exchangeId: string): Sighting | null;
}

export function createChains(): Chains {
  const links = new IdMap<Link>();
  const writers = new Map<string, Link>();
  const waiting = new Map<string, Set<Link>>();
  const routes = createRoutes();
  const guesses = createGuesses(routes.leadsTo);

  function tieByHeader(link: Link, changed: Set<Link>): void {
    const read = readTrace(link.exchange);
    if (read !== null && link.tie !== 'header') {
      const writer = writers.get(read);
      if (writer !== undefined && writer !== link) tie(link, writer, 'header', changed);
      else waiting.set(read, (waiting.get(read) ?? new Set()).add(link));
    }
    const written = writtenTrace(link.exchange);
    if (written === null || writers.has(written)) return;
    writers.set(written, link);
    for (const reader of waiting.get(written) ?? []) if (reader !== link) tie(reader, link, 'header', changed);
    waiting.delete(written);
  }

  function tie(link: Link, front: Link, how: Tie, changed: Set<Link>): void {
    // a value that somebody sent round in a circle ties nothing
    if ((link.front === front && link.tie === how) || isBehind(front, link)) return;
    untie(link, changed);
    link.front = front;
    link.tie = how;
    front.behind = [...front.behind, link].sort((a, b) => a.exchange.startedAt - b.exchange.startedAt);
    changed.add(link).add(rootOf(front));
    if (routes.learn(front.exchange, link.exchange.tap)) {
      // what met none of them until now is seen in another light
      for (const other of links.values())
        if (routes.tellsOf(front.exchange, other.exchange)) changed.add(rootOf(other));
    }
  }

  function untie(link: Link, changed: Set<Link>): void {
    const { front } = link;
    if (front === null) return;
    front.behind = front.behind.filter(other => other !== link);
    link.front = null;
    link.tie = null;
    changed.add(link).add(rootOf(front));
  }

  function sighting(link: Link): Sighting {
    const { exchange, behind } = link;
    const missed = behind.length === 0 ? routes.missedBy(exchange) : [];
    return { exchange, tie: link.tie, behind: behind.map(sighting), missed };
  }

  return {
    upsert(exchange) {
      const known = links.get(exchange.id);
      const link = known ?? { exchange, front: null, tie: null, behind: NONE };
      link.exchange = exchange;
      if (known === undefined) links.set(exchange.id, link);
      const changed = new Set([link, rootOf(link)]);
      tieByHeader(link, changed);
      for (const [inner, outer] of guesses.join(link)) {
        if (outer === null) untie(inner, changed);
        else tie(inner, outer, 'guess', changed);
      }
      return changed;
    },
    remove(exchangeId) {
      const changed = new Set<Link>();
      const link = links.get(exchangeId);
      if (link === undefined) return changed;
      for (const inner of [...link.behind]) untie(inner, changed);
      untie(link, changed);
      changed.delete(link);
      links.delete(exchangeId);
      guesses.remove(link);
      writers.delete(writtenTrace(link.exchange) ?? '');
      waiting.get(readTrace(link.exchange) ?? '')?.delete(link);
      return changed;
    },
    trail(exchangeId) {
      const link = links.get(exchangeId);
      if (link === undefined) return null;
      const first = sighting(link);
      return first.behind.length === 0 && first.missed.length === 0 ? null : first;
    },
  };
}

/** The link nearest to the browser: its exchange stands in the journey. */
export function rootOf(link: Link): Link {
  let root = link;
  while (root.front !== null) root = root.front;
  return root;
}

function isBehind(link: Link, front: Link): boolean {
  for (let at: Link | null = link; at !== null; at = at.front) if (at === front) return true;
  return false;
}
