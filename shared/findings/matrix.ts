import { combinedValue } from '../http/header-line.ts';
import { listElements } from '../http/token-list.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import { fateIn } from './blame.ts';
import { routeOf } from './compare/compare.ts';
import type { JourneyReport } from './report.ts';

/** What one route answers one page origin, as the newest journey of each shows it. */
export interface MatrixCell {
  readonly journey: string;
  readonly outcome: JourneyReport['verdict']['outcome'];
  readonly credentials: JourneyReport['facts']['credentials']['mode'];
  /** Access-Control-Allow-Origin of the last answer: null where there is none. */
  readonly allowOrigin: string | null;
  /** In lower case; null where no preflight was answered. */
  readonly headers: readonly string[] | null;
  readonly methods: readonly string[] | null;
  /** The layer that wrote Access-Control-Allow-Origin. */
  readonly owner: string;
}

export interface MatrixRow {
  readonly method: string;
  /** `/orders/:id`. */
  readonly route: string;
  /** By page origin. */
  readonly cells: ReadonlyMap<string, MatrixCell>;
}

/** The policy of one API as it was observed: origins × methods × routes, with what each may send and read. */
export interface Matrix {
  readonly apiOrigin: string;
  readonly origins: readonly string[];
  readonly rows: readonly MatrixRow[];
  /** Where routes or layers contradict each other, each in one sentence. */
  readonly contradictions: readonly string[];
}

interface Judged {
  readonly journey: Journey;
  readonly report: JourneyReport;
}

/** One matrix an API that a page of another origin called; journeys in the order in which they began. */
export function matricesOf(judged: readonly Judged[]): readonly Matrix[] {
  const byApi = new Map<string, Judged[]>();
  for (const one of judged) {
    const { apiOrigin, pageOrigin } = one.report.facts;
    if (pageOrigin === null || pageOrigin === apiOrigin || one.journey.legs.length === 0) continue;
    byApi.set(apiOrigin, [...(byApi.get(apiOrigin) ?? []), one]);
  }
  return [...byApi].map(([apiOrigin, ofApi]) => matrixOf(apiOrigin, ofApi));
}

function matrixOf(apiOrigin: string, judged: readonly Judged[]): Matrix {
  const rows = new Map<string, { method: string; route: string; cells: Map<string, MatrixCell> }>();
  for (const { journey, report } of judged) {
    const { method, url, pageOrigin } = report.facts;
    const route = routeOf(url);
    const row = rows.get(`${method} ${route}`) ?? { method, route, cells: new Map() };
    rows.set(`${method} ${route}`, row);
    row.cells.set(pageOrigin ?? '', cellOf(journey, report));
  }
  const sorted = [...rows.values()].sort((a, b) => a.route.localeCompare(b.route) || a.method.localeCompare(b.method));
  const origins = [...new Set(judged.map(({ report }) => report.facts.pageOrigin ?? ''))].sort();
  return { apiOrigin, origins, rows: sorted, contradictions: contradictionsIn(sorted) };
}

function cellOf(journey: Journey, { facts, verdict }: JourneyReport): MatrixCell {
  const leg = journey.legs.at(-1);
  const preflight = leg?.preflight ?? leg?.cachedPreflight ?? null;
  const last = leg?.request ?? preflight;
  return {
    journey: journey.id,
    outcome: verdict.outcome,
    credentials: facts.credentials.mode,
    allowOrigin: last === null ? null : answered(last, 'Access-Control-Allow-Origin'),
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

function contradictionsIn(rows: readonly MatrixRow[]): string[] {
  const cells = rows.flatMap(({ method, route, cells: byOrigin }) =>
    [...byOrigin].map(([origin, cell]) => ({ name: `\`${method} ${route}\``, origin, cell })),
  );
  const found: string[] = [];
  for (const origin of new Set(cells.map(cell => cell.origin))) {
    const own = cells.filter(cell => cell.origin === origin);
    // what depends on the credentials mode is open at least without them
    const open = own.find(({ cell }) => cell.outcome === 'allowed' || cell.outcome === 'depends');
    const shut = own.find(({ cell }) => cell.outcome === 'blocked');
    if (open === undefined || shut === undefined) continue;
    found.push(`${open.name} lets \`${origin}\` read its answer, ${shut.name} does not.`);
  }
  const star = cells.find(({ cell }) => cell.allowOrigin === '*');
  const named = cells.find(({ cell }) => cell.allowOrigin !== null && cell.allowOrigin !== '*');
  if (star !== undefined && named !== undefined) {
    found.push(`${star.name} allows \`*\`, ${named.name} names an origin: two policies.`);
  }
  const owners = new Map(
    cells.filter(({ cell }) => cell.allowOrigin !== null).map(({ name, cell }) => [cell.owner, name]),
  );
  if (owners.size > 1) {
    const named = [...owners].map(([owner, name]) => `\`${owner}\` on ${name}`).join(', ');
    found.push(`Access-Control-Allow-Origin has ${owners.size} owners: ${named}.`);
  }
  return found;
}
