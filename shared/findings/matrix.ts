import { combinedValue } from '../http/header-line.ts';
import { listElements } from '../http/token-list.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import { fateIn } from './blame.ts';
import { routeOf } from './compare/compare.ts';
import { type Contradiction, contradictionsIn } from './matrix-contradictions.ts';
import type { JourneyReport } from './report.ts';

/** What one route answers one page origin. */
export interface MatrixCell {
  /** The journey that shows it (`j7`), or the probe (`p1`). */
  readonly source: string;
  readonly outcome: JourneyReport['verdict']['outcome'];
  readonly credentials: JourneyReport['facts']['credentials']['mode'];
  /** Access-Control-Allow-Origin of the last answer: null where there is none. */
  readonly allowOrigin: string | null;
  readonly allowCredentials: string | null;
  /** In lower case; null where no preflight was answered. */
  readonly headers: readonly string[] | null;
  readonly methods: readonly string[] | null;
  /** The layer that wrote Access-Control-Allow-Origin; of a probe the one that was asked. */
  readonly owner: string;
}

/** A cell as the newest journey of a page shows it, beside what the newest probe was answered. */
export interface MatrixPlace {
  readonly observed: MatrixCell | null;
  readonly probed: MatrixCell | null;
  /** What the layers behind answered the same probe, from the browser inwards. */
  readonly behind: readonly MatrixCell[];
}

export interface MatrixRow {
  readonly method: string;
  /** `/orders/:id`. */
  readonly route: string;
  /** By page origin. */
  readonly cells: ReadonlyMap<string, MatrixPlace>;
}

/** The policy of one API as it was observed and as it was probed: origins × methods × routes, with what each may send and read. */
export interface Matrix {
  readonly apiOrigin: string;
  readonly origins: readonly string[];
  readonly rows: readonly MatrixRow[];
  /** Where routes, layers, or a page and a probe contradict each other. */
  readonly contradictions: readonly Contradiction[];
}

interface Judged {
  readonly journey: Journey;
  readonly report: JourneyReport;
}

/** What a page would get of one layer, as a probe was answered. */
export interface ProbedJourney extends Judged {
  /** `p1`. */
  readonly probe: string;
  /** Name of the layer that was asked. */
  readonly layer: string;
  /** How many of the layers that answered stand in front of it: what the browser talks to has none. */
  readonly depth: number;
}

interface Entry extends Judged {
  readonly probed: ProbedJourney | null;
}

/** One matrix an API that a page of another origin called; journeys and probes in the order in which they began. */
export function matricesOf(judged: readonly Judged[], probed: readonly ProbedJourney[] = []): readonly Matrix[] {
  const byApi = new Map<string, Entry[]>();
  const entries = [...judged.map(one => ({ ...one, probed: null })), ...probed.map(one => ({ ...one, probed: one }))];
  for (const entry of entries) {
    const { apiOrigin, pageOrigin } = entry.report.facts;
    if (pageOrigin === null || pageOrigin === apiOrigin || entry.journey.legs.length === 0) continue;
    const ofApi = byApi.get(apiOrigin);
    if (ofApi === undefined) byApi.set(apiOrigin, [entry]);
    else ofApi.push(entry);
  }
  return [...byApi].map(([apiOrigin, ofApi]) => matrixOf(apiOrigin, ofApi));
}

const NOTHING: MatrixPlace = { observed: null, probed: null, behind: [] };

function matrixOf(apiOrigin: string, entries: readonly Entry[]): Matrix {
  const rows = new Map<string, { method: string; route: string; cells: Map<string, MatrixPlace> }>();
  for (const entry of entries) {
    const { method, url, pageOrigin } = entry.report.facts;
    const route = routeOf(url);
    const row = rows.get(`${method} ${route}`) ?? { method, route, cells: new Map() };
    rows.set(`${method} ${route}`, row);
    row.cells.set(pageOrigin ?? '', withEntry(row.cells.get(pageOrigin ?? '') ?? NOTHING, entry));
  }
  const sorted = [...rows.values()].sort((a, b) => a.route.localeCompare(b.route) || a.method.localeCompare(b.method));
  const origins = [...new Set(entries.map(({ report }) => report.facts.pageOrigin ?? ''))].sort();
  return { apiOrigin, origins, rows: sorted, contradictions: contradictionsIn(sorted) };
}

/** The newest counts; a probe's layers come after one another. */
function withEntry(place: MatrixPlace, { journey, report, probed }: Entry): MatrixPlace {
  if (probed === null) return { ...place, observed: cellOf(journey, report, journey.id) };
  const cell = { ...cellOf(journey, report, probed.probe), owner: probed.layer };
  return probed.depth === 0 ? { ...place, probed: cell, behind: [] } : { ...place, behind: [...place.behind, cell] };
}

function cellOf(journey: Journey, { facts, verdict }: JourneyReport, source: string): MatrixCell {
  const leg = journey.legs.at(-1);
  const preflight = leg?.preflight ?? leg?.cachedPreflight ?? null;
  const last = leg?.request ?? preflight;
  return {
    source,
    outcome: verdict.outcome,
    credentials: facts.credentials.mode,
    allowOrigin: last === null ? null : answered(last, 'Access-Control-Allow-Origin'),
    allowCredentials: last === null ? null : answered(last, 'Access-Control-Allow-Credentials'),
    headers: listIn(preflight, 'Access-Control-Allow-Headers')?.map(name => name.toLowerCase()) ?? null,
    methods: listIn(preflight, 'Access-Control-Allow-Methods'),
    owner: last === null ? '' : fateIn({ journey, exchange: last }, 'Access-Control-Allow-Origin').layer,
  };
}

function listIn(preflight: Exchange | null, header: string): readonly string[] | null {
  if (preflight?.delivered == null) return null;
  return listElements(answered(preflight, header) ?? '');
}

function answered(exchange: Exchange, header: string): string | null {
  return combinedValue(exchange.delivered?.lines ?? [], header);
}
