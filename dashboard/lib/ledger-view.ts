import type { Fix } from '../../shared/fixes/fix.ts';
import type { RequestHead, ResponseHead } from '../../shared/http/head.ts';
import { firstValue, type HeaderLine, hasHeader } from '../../shared/http/header-line.ts';
import { TRACE_HEADER } from '../../shared/trace/correlation.ts';
import type { Exchange, HeadName, LineRef } from '../../shared/trace/exchange.ts';
import type { ExchangePath } from '../../shared/trace/exchange-path.ts';
import type { LedgerRow } from '../../shared/trace/ledger.ts';
import type { MutationKind } from '../../shared/trace/mutation.ts';
import { CORSCOPE, layerBehind, type Point } from '../../shared/trace/path.ts';
import { type LineMark, lineMark } from './guilty.ts';
import { rankOf, type Side } from './headers.ts';

export interface ViewLine {
  readonly index: number;
  readonly line: HeaderLine;
  /** Written since the column before, in the order in which the bytes travelled. */
  readonly fresh: boolean;
  /** Gone in the next column. */
  readonly lost: boolean;
  /** The verdict turns on this very line. */
  readonly mark: LineMark;
}

/** A point on the path, the browser's on the left. */
export interface Column {
  readonly exchange: string;
  readonly head: HeadName;
  readonly title: string;
  readonly start: string;
}

export interface ViewRow {
  readonly name: string;
  /** One a column. */
  readonly cells: readonly (readonly ViewLine[])[];
  readonly changes: readonly { readonly kind: MutationKind; readonly by: string }[];
}

export interface LedgerSideView {
  readonly side: Side;
  readonly columns: readonly Column[];
  readonly rows: readonly ViewRow[];
  /** Rows left out because CORS does not read them. */
  readonly hidden: number;
}

export interface LedgerOptions {
  readonly all: boolean;
  readonly guilty: readonly LineRef[];
  readonly fixes: readonly Fix[];
  readonly exchange: (id: string) => Exchange | null;
}

/** Request and response of one message, as header × point on the path. */
export function ledgerView(path: ExchangePath, options: LedgerOptions): readonly [LedgerSideView, LedgerSideView] {
  return [sideView('request', path, options), sideView('response', path, options)];
}

export function startLine(head: RequestHead | ResponseHead): string {
  if ('method' in head) return `${head.method} ${head.target} ${head.version}`;
  return `${head.version} ${head.status} ${head.reason}`.trimEnd();
}

function sideView(side: Side, path: ExchangePath, options: LedgerOptions): LedgerSideView {
  const { points, rows } = path.ledger[side];
  const shown = shownPoints(side, path, options.exchange);
  const expected = side === 'response' ? expectedRows(path, rows, points.length, options.exchange) : [];
  const all = [...rows.filter(({ name }) => !isTrace(name)), ...expected];
  const wanted = all.filter(
    ({ name, changes }) => options.all || rankOf(side, name) !== null || hasLayerChange(changes),
  );
  return {
    side,
    columns: shown.map(at => columnAt(points[at], options.exchange)),
    rows: wanted
      .map(row => rowView(row, side, shown, points, options))
      .toSorted((a, b) => (rankOf(side, a.name) ?? 99) - (rankOf(side, b.name) ?? 99)),
    hidden: all.length - wanted.length,
  };
}

/** What another layer than corscope does to a header that CORS does not read is of interest on request alone. */
function hasLayerChange(changes: LedgerRow['changes']): boolean {
  return changes.some(({ layer, kind }) => layer === CORSCOPE && kind !== 'reordered');
}

/**
 * Both sides of the first tap always; of the others one side, unless corscope changed something between the two. Browser
 * first, so answers are read against their way.
 */
function shownPoints(side: Side, path: ExchangePath, exchange: (id: string) => Exchange | null): number[] {
  const { points } = path.ledger[side];
  const inwards =
    side === 'request' ? points.map((_point, at) => at) : points.map((_point, at) => points.length - 1 - at);
  return inwards.filter((at, place) => {
    if (place < 2) return true;
    const before = points[inwards[place - 1] ?? -1];
    const here = points[at];
    return here === undefined || before === undefined || !sameButTrace(before, here, exchange);
  });
}

function sameButTrace(a: Point, b: Point, exchange: (id: string) => Exchange | null): boolean {
  const [left, right] = [a, b].map(point =>
    (exchange(point.exchange)?.[point.head]?.lines ?? [])
      .filter(([name]) => !isTrace(name))
      .map(line => line.join(': ')),
  );
  return a.exchange === b.exchange && left?.join('\n') === right?.join('\n');
}

function columnAt(point: Point | undefined, exchange: (id: string) => Exchange | null): Column {
  if (point === undefined) return { exchange: '', head: 'received', title: '', start: '' };
  const of = exchange(point.exchange);
  const head = of?.[point.head] ?? null;
  return {
    exchange: point.exchange,
    head: point.head,
    title: titleOf(point, of),
    start: head === null ? '' : startLine(head),
  };
}

function titleOf({ head, tie, tap }: Point, exchange: Exchange | null): string {
  const layer = exchange === null ? tap : layerBehind(exchange);
  switch (head) {
    case 'received':
      return tie === null ? 'browser sent' : `${layer} received`;
    case 'forwarded':
      return `sent to ${layer}`;
    case 'returned':
      return `${layer} answered`;
    case 'delivered':
      if (tie === null) return 'browser received';
      // where corscope changed nothing there is one column for both
      return exchange?.delivered === exchange?.returned ? `${layer} answered` : `corscope passed on from ${layer}`;
  }
}

function rowView(
  row: LedgerRow,
  side: Side,
  shown: readonly number[],
  points: readonly Point[],
  { guilty, fixes, exchange }: LedgerOptions,
): ViewRow {
  const cells = shown.map((at, place) => {
    const point = points[at];
    const of = point === undefined ? null : exchange(point.exchange);
    // bytes travel away from the browser in a request, towards it in an answer
    const [before, after] =
      side === 'request' ? [shown[place - 1], shown[place + 1]] : [shown[place + 1], shown[place - 1]];
    return (row.cells[at] ?? []).map(({ index, line }) => ({
      index,
      line,
      fresh: before !== undefined && !valuesAt(row, before).includes(line[1]),
      lost: after !== undefined && !valuesAt(row, after).includes(line[1]),
      mark: of === null || point === undefined || place > 1 ? null : markAt(guilty, of, point.head, index, place),
    }));
  });
  const changes = row.changes
    .filter(({ kind }) => kind !== 'reordered')
    .map(({ kind, layer, from }) => ({
      kind,
      by: layer === CORSCOPE ? fixName(row.name, points[from], fixes, exchange) : layer,
    }));
  // in the letter case that the browser saw
  return { name: cells[0]?.[0]?.line[0] ?? row.name, cells, changes };
}

function valuesAt(row: LedgerRow, at: number): string[] {
  return (row.cells[at] ?? []).map(({ line }) => line[1]);
}

/** A head that passed unchanged is marked once, on the browser's side. */
function markAt(guilty: readonly LineRef[], of: Exchange, head: HeadName, index: number, place: number): LineMark {
  const near = head === 'forwarded' ? of.received : head === 'returned' ? of.delivered : null;
  return place > 0 && near !== null && near === of[head] ? null : lineMark(guilty, of, head, index);
}

function fixName(
  name: string,
  point: Point | undefined,
  fixes: readonly Fix[],
  exchange: (id: string) => Exchange | null,
): string {
  const applied = exchange(point?.exchange ?? '')?.fixes ?? [];
  const wrote = fixes.find(
    fix =>
      applied.includes(fix.id) &&
      fix.do.some(operation => 'header' in operation && operation.header.toLowerCase() === name.toLowerCase()),
  );
  return wrote === undefined ? CORSCOPE : `the fix “${wrote.title}”`;
}

/** What the browser looks for in this answer, whether or not it is there. */
function expectedRows(
  path: ExchangePath,
  rows: readonly LedgerRow[],
  points: number,
  exchange: (id: string) => Exchange | null,
): LedgerRow[] {
  const front = exchange(path.exchange);
  if (front === null || points === 0) return [];
  const names = expectedNames(front).filter(name => !rows.some(row => row.name.toLowerCase() === name.toLowerCase()));
  return names.map(name => ({ name, cells: Array.from({ length: points }, () => []), changes: [], matters: true }));
}

function expectedNames({ received: { method, lines } }: Exchange): string[] {
  if (!hasHeader(lines, 'origin')) return [];
  const asked = firstValue(lines, 'access-control-request-method');
  return [
    'Access-Control-Allow-Origin',
    ...(hasHeader(lines, 'cookie') ? ['Access-Control-Allow-Credentials'] : []),
    ...(method === 'OPTIONS' && asked !== null && !['GET', 'HEAD', 'POST'].includes(asked)
      ? ['Access-Control-Allow-Methods']
      : []),
    ...(method === 'OPTIONS' && hasHeader(lines, 'access-control-request-headers')
      ? ['Access-Control-Allow-Headers']
      : []),
  ];
}

function isTrace(name: string): boolean {
  return name.toLowerCase() === TRACE_HEADER.toLowerCase();
}
