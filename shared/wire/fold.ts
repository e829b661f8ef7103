import type { JourneyReport } from '../findings/report.ts';
import { reportOf } from '../findings/report-of.ts';
import type { Fix } from '../fixes/fix.ts';
import { createTextTable } from '../http/text-table.ts';
import { exchangeIn, type Probe } from '../probe/probe.ts';
import type { ProbeReport } from '../probe/probe-report.ts';
import { reportOf as probeReportOf } from '../probe/report.ts';
import type { Changes } from '../trace/draft.ts';
import type { Exchange } from '../trace/exchange.ts';
import { IdMap } from '../trace/id-map.ts';
import type { Journey } from '../trace/journey.ts';
import type { SequencedEvent, SessionEvent, TapState } from './events.ts';
import { readExchange } from './exchange-record.ts';
import { createJourneyIndex, type JourneyIndex } from './journey-index.ts';
import { readProbe } from './probe-record.ts';
import type { Sequence } from './sequence.ts';
import { tapsOf } from './taps-of.ts';

/**
 * A session as its events leave it: what the dashboard shows, the API answers from and `check` judges.
 * Changes in place, by `apply` alone.
 */
export interface SessionState {
  readonly session: SessionEvent | null;
  /** Of the last event applied; 0 before the first. */
  readonly seq: number;
  readonly exchanges: Pick<IdMap<Exchange>, 'get' | 'values' | 'size'>;
  /** In the order they began: a copy, for who goes through all of them. */
  readonly journeys: readonly Journey[];
  /** The same without a copy, for who shows some of them. */
  readonly sequence: Sequence<Journey>;
  /** In the order they ended. */
  readonly probes: readonly Probe[];
  readonly fixes: readonly Fix[];
  /** Those of the session, and those that have joined it. */
  readonly taps: readonly TapState[];
  readonly viewers: number;
  /** Applies events in order; returns the journeys that are new or changed, and the ids of those that are gone. */
  apply(events: Iterable<SequencedEvent>): Changes;
  journey(id: string): Journey | null;
  /** The journey of an exchange. */
  journeyOf(exchangeId: string): Journey | null;
  /** An exchange of the record, or under its name there (`p1.e3`) of a probe. */
  exchange(id: string): Exchange | null;
  /** Everything concluded from a journey, remembered until its evidence changes. */
  report(journey: Journey): JourneyReport;
  /** The same of a probe. */
  probeReport(probe: Probe): ProbeReport;
}

export function createSessionState(): SessionState {
  return new Fold();
}

class Fold implements SessionState {
  session: SessionEvent | null = null;
  seq = 0;
  probes: readonly Probe[] = [];
  fixes: readonly Fix[] = [];
  taps: readonly TapState[] = [];
  viewers = 0;
  readonly exchanges = new IdMap<Exchange>();
  readonly #texts = createTextTable();
  #index: JourneyIndex = createJourneyIndex();
  /** Of the journeys as they are now, by id: a garbage collector goes through a WeakMap's pairs while the page stands still. */
  readonly #reports = new IdMap<JourneyReport>();
  #probeReports = new WeakMap<Probe, ProbeReport>();

  get journeys(): readonly Journey[] {
    return this.sequence.slice();
  }

  get sequence(): Sequence<Journey> {
    return this.#index.journeys;
  }

  apply(events: Iterable<SequencedEvent>): Changes {
    const cleared: string[] = [];
    for (const event of events) {
      this.#applyOne(event, cleared);
      this.seq = event.seq;
    }
    const { shown, gone } = this.#index.drain();
    const allGone = [...cleared, ...gone];
    for (const id of allGone) this.#reports.delete(id);
    for (const { id } of shown) this.#reports.delete(id);
    return { shown, gone: allGone };
  }

  journey(id: string): Journey | null {
    return this.#index.journey(id);
  }

  journeyOf(exchangeId: string): Journey | null {
    return this.#index.journeyOf(exchangeId);
  }

  exchange(id: string): Exchange | null {
    const recorded = this.exchanges.get(id);
    if (recorded !== undefined) return recorded;
    const probe = this.probes.find(each => id.startsWith(`${each.id}.`));
    return probe === undefined ? null : exchangeIn(probe, id);
  }

  probeReport(probe: Probe): ProbeReport {
    const known = this.#probeReports.get(probe);
    if (known !== undefined) return known;
    const report = probeReportOf(probe.ladder, probe.plan);
    this.#probeReports.set(probe, report);
    return report;
  }

  report(journey: Journey): JourneyReport {
    // who still looks at what a journey was before is told of that
    if (this.journey(journey.id) !== journey) return reportOf(journey);
    const known = this.#reports.get(journey.id);
    if (known !== undefined) return known;
    const report = reportOf(journey);
    this.#reports.set(journey.id, report);
    return report;
  }

  /** Ids of journeys that were cleared away are added to `cleared`. */
  #applyOne(event: SequencedEvent, cleared: string[]): void {
    switch (event.type) {
      case 'session':
        this.session = event;
        this.taps = tapsOf(event);
        return;
      case 'exchange':
        this.#upsert(readExchange(event.exchange, this.#texts));
        return;
      case 'witness':
        this.#index.upsertWitness(event.witness);
        return;
      case 'probe':
        this.probes = [...this.probes.filter(({ id }) => id !== event.probe.id), readProbe(event.probe)];
        return;
      case 'forgotten':
        for (const id of event.ids) this.#forget(id);
        return;
      case 'cleared':
        this.#clear(cleared);
        return;
      case 'fixes':
        this.fixes = event.fixes;
        return;
      case 'taps':
        this.taps = event.taps;
        return;
      case 'viewers':
        this.viewers = event.count;
        return;
      case 'body': // stays in the file until somebody looks at it
        return;
    }
  }

  #upsert(exchange: Exchange): void {
    this.exchanges.set(exchange.id, exchange);
    this.#index.upsert(exchange);
  }

  #forget(id: string): void {
    if (this.exchanges.delete(id)) this.#index.remove(id);
    else if (id.startsWith('p')) this.probes = this.probes.filter(probe => probe.id !== id);
    else if (id.startsWith('w')) this.#index.removeWitness(id);
  }

  #clear(cleared: string[]): void {
    for (const { id } of this.sequence) cleared.push(id);
    this.exchanges.clear();
    this.probes = [];
    this.#index = createJourneyIndex();
  }
}
