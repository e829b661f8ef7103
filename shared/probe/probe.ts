import { routeOf } from '../findings/compare/compare.ts';
import { originOf } from '../http/url.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { ProbeAsk } from './ask.ts';
import { type Ladder, ladderOf } from './ladder.ts';
import type { ProbeRequest } from './probe-request.ts';
import { urlOf } from './request-head.ts';

/** What one run of a probe asked, and what came. */
export interface ProbeRun {
  readonly ask: ProbeAsk;
  readonly plan: readonly ProbeRequest[];
  /** By the requests' numbers; none where a request was not sent. */
  readonly exchanges: ReadonlyMap<number, Exchange>;
}

/** A run that a session keeps. */
export interface Probe extends ProbeRun {
  /** `p1`, `p2` … in the order in which they ended. */
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ladder: Ladder;
}

export function probeOf(id: string, startedAt: number, run: ProbeRun): Probe {
  return { ...run, id, startedAt, ladder: ladderOf(run.ask, run.plan, run.exchanges) };
}

/** The API that was asked, as a journey's facts name it. */
export function apiOf({ ask }: Probe): string {
  return originOf(urlOf(ask));
}

/** Of the probes of each route and method the newest: what an older one saw may have been mended since. In the order given. */
export function newestProbes(probes: readonly Probe[]): readonly Probe[] {
  const newest = new Map(probes.map(probe => [subjectOf(probe), probe]));
  return probes.filter(probe => newest.get(subjectOf(probe)) === probe);
}

function subjectOf(probe: Probe): string {
  return [apiOf(probe), routeOf(probe.ask.url), ...[...probe.ask.methods].sort()].join(' ');
}

/** A session names a probe's exchanges `p1.e3`, for each probe numbers its own. */
export function exchangeIn({ id, exchanges }: Probe, name: string): Exchange | null {
  const [, own, number] = /^(p\d+)\.e(\d+)$/.exec(name) ?? [];
  return own === id ? (exchanges.get(Number(number)) ?? null) : null;
}
