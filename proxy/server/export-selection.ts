import { allExchangesOf, type Journey } from '../../shared/trace/journey.ts';
import type { Witness } from '../../shared/trace/witness.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import { type Filter, matches } from '../../shared/wire/filter.ts';
import type { SessionState } from '../../shared/wire/fold.ts';
import type { ProbeRecord } from '../../shared/wire/probe-record.ts';
import type { EventLog } from '../record/event-log.ts';

/** What of a session goes into an export. */
export interface Selection {
  /** Ids of the journeys that the filter lets through. */
  readonly journeys: ReadonlySet<string>;
  /** Their exchanges, and those that their verdicts rest on, in the order in which the requests began. */
  readonly records: readonly ExchangeRecord[];
  /** What the browser itself said of these journeys. */
  readonly witnesses: readonly Witness[];
  /** Probes of the APIs that these journeys called; without a filter all of them. */
  readonly probes: readonly ProbeRecord[];
}

export function select(state: SessionState, log: EventLog, filter: Filter): Selection {
  const wanted = state.journeys.filter(journey => matches(filter, state.report(journey), allExchangesOf(journey)));
  const needed = wanted.flatMap(journey => [journey, ...evidenceFor(journey, state)]);
  const ids = new Set(needed.flatMap(journey => allExchangesOf(journey).map(({ id }) => id)));
  const records = [...ids].map(id => log.record(id)).filter(record => record !== null);
  return {
    journeys: new Set(wanted.map(({ id }) => id)),
    records: records.sort((a, b) => numberOf(a.id) - numberOf(b.id)),
    probes: log.probes.all.filter(({ ask }) => filter.length === 0 || isOfApi(ask.url, wanted, state)),
    witnesses: [...new Set(needed.map(({ witness }) => witness).filter(witness => witness !== null))],
  };
}

/** The journeys whose answers the browser had kept: a preflight's, or one that a 304 brought back. */
function evidenceFor(journey: Journey, state: SessionState): Journey[] {
  return journey.legs
    .flatMap(({ cachedPreflight, stored, refreshed = [] }) => [cachedPreflight, stored, ...refreshed])
    .map(exchange => (exchange == null ? null : state.journeyOf(exchange.id)))
    .filter(other => other !== null);
}

function isOfApi(url: string, journeys: readonly Journey[], state: SessionState): boolean {
  const { origin } = new URL(url);
  return journeys.some(journey => state.report(journey).facts.apiOrigin === origin);
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}
