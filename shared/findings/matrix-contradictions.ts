import type { MatrixCell, MatrixPlace, MatrixRow } from './matrix.ts';

/** Two answers of one API that cannot both be meant. */
export interface Contradiction {
  readonly kind: 'routes' | 'owners' | 'layers' | 'probe';
  /** One sentence that says what differs. */
  readonly text: string;
  /** The cells that it is about. */
  readonly cells: readonly CellName[];
}

export interface CellName {
  readonly method: string;
  readonly route: string;
  readonly origin: string;
}

interface Named extends CellName {
  /** `` `PUT /orders/:id` ``. */
  readonly name: string;
  readonly place: MatrixPlace;
}

/** A named place with its cell: what a page was answered, or else a probe. */
interface Seen extends Named {
  readonly cell: MatrixCell;
}

export function contradictionsIn(rows: readonly MatrixRow[]): Contradiction[] {
  const places = rows.flatMap(({ method, route, cells }) =>
    [...cells].map(([origin, place]): Named => ({ method, route, origin, place, name: `\`${method} ${route}\`` })),
  );
  const seen = places.flatMap(named => {
    const cell = named.place.observed ?? named.place.probed;
    return cell === null ? [] : [{ ...named, cell }];
  });
  return [
    ...places.flatMap(observedAndProbed),
    ...places.flatMap(alongTheLayers),
    ...openAndShut(seen),
    ...starAndNamed(seen),
    ...severalOwners(seen),
  ];
}

/** What the page was answered and what the probe was: since the page asked, or for another than a browser, it changed. */
function observedAndProbed(named: Named): Contradiction[] {
  const { observed, probed } = named.place;
  if (observed === null || probed === null) return [];
  const said = differencesIn(observed, probed).map(
    ({ header, a, b }) =>
      `the page (${observed.source}) was answered ${header} ${a}, the probe (${probed.source}) ${b}`,
  );
  if (said.length === 0) return [];
  return [contradiction('probe', `${named.name} from \`${named.origin}\`: ${said.join('; ')}.`, [named])];
}

/** Neighbouring layers that answer the same question differently. */
function alongTheLayers(named: Named): Contradiction[] {
  const { probed, behind } = named.place;
  const layers = probed === null ? behind : [probed, ...behind];
  return layers.flatMap((outer, index) => {
    const inner = layers[index + 1];
    const said =
      inner === undefined
        ? []
        : differencesIn(outer, inner).map(
            ({ header, a, b }) => `\`${outer.owner}\` answers ${header} ${a}, \`${inner.owner}\` behind it ${b}`,
          );
    if (said.length === 0) return [];
    return [contradiction('layers', `${named.name} from \`${named.origin}\`: ${said.join('; ')}.`, [named])];
  });
}

function openAndShut(seen: readonly Seen[]): Contradiction[] {
  return [...new Set(seen.map(({ origin }) => origin))].flatMap(origin => {
    const own = seen.filter(one => one.origin === origin);
    // what depends on the credentials mode is open at least without them
    const open = own.find(({ cell }) => cell.outcome === 'allowed' || cell.outcome === 'depends');
    const shut = own.find(({ cell }) => cell.outcome === 'blocked');
    if (open === undefined || shut === undefined) return [];
    const text = `${open.name} lets \`${origin}\` read its answer, ${shut.name} does not.`;
    return [contradiction('routes', text, [open, shut])];
  });
}

function starAndNamed(seen: readonly Seen[]): Contradiction[] {
  const star = seen.find(({ cell }) => cell.allowOrigin === '*');
  const named = seen.find(({ cell }) => cell.allowOrigin !== null && cell.allowOrigin !== '*');
  if (star === undefined || named === undefined) return [];
  const text = `${star.name} allows \`*\`, ${named.name} names an origin: two policies.`;
  return [contradiction('routes', text, [star, named])];
}

/** As observed: a probe asks each layer by itself, and cannot tell which of those behind it wrote a header. */
function severalOwners(seen: readonly Seen[]): Contradiction[] {
  const owners = new Map(
    seen
      .filter(({ cell, place }) => cell.allowOrigin !== null && place.observed !== null)
      .map(one => [one.cell.owner, one]),
  );
  if (owners.size < 2) return [];
  const named = [...owners].map(([owner, { name }]) => `\`${owner}\` on ${name}`).join(', ');
  const text = `Access-Control-Allow-Origin has ${owners.size} owners: ${named}.`;
  return [contradiction('owners', text, [...owners.values()])];
}

interface Difference {
  readonly header: string;
  readonly a: string;
  readonly b: string;
}

/** Lists are compared as sets, and only where both were answered a preflight. */
function differencesIn(a: MatrixCell, b: MatrixCell): Difference[] {
  return [
    ...differing('Access-Control-Allow-Origin', a.allowOrigin, b.allowOrigin),
    ...differing('Access-Control-Allow-Credentials', a.allowCredentials, b.allowCredentials),
    ...(a.methods && b.methods ? differing('Access-Control-Allow-Methods', setOf(a.methods), setOf(b.methods)) : []),
    ...(a.headers && b.headers ? differing('Access-Control-Allow-Headers', setOf(a.headers), setOf(b.headers)) : []),
  ];
}

function differing(header: string, a: string | null, b: string | null): Difference[] {
  return a === b ? [] : [{ header, a: valueText(a), b: valueText(b) }];
}

function setOf(tokens: readonly string[]): string | null {
  return tokens.length === 0 ? null : [...new Set(tokens)].sort().join(', ');
}

function valueText(value: string | null): string {
  return value === null ? 'nothing' : `\`${value}\``;
}

function contradiction(kind: Contradiction['kind'], text: string, named: readonly Named[]): Contradiction {
  return { kind, text, cells: named.map(({ method, route, origin }) => ({ method, route, origin })) };
}
