import type { Fix } from '../../shared/fixes/fix.ts';
import type { RequestHead, ResponseHead } from '../../shared/http/head.ts';
import { firstValue, type HeaderLine, hasHeader, indexesOf, valuesOf } from '../../shared/http/header-line.ts';
import type { Exchange, HeadName, LineRef } from '../../shared/trace/exchange.ts';
import { diffLines, type Mutation, type MutationKind } from '../../shared/trace/mutation.ts';
import { type LineMark, lineMark } from './guilty.ts';
import { rankOf, type Side } from './headers.ts';

export interface LedgerLine {
  readonly index: number;
  readonly line: HeaderLine;
  /** Written by the hop: not there before it, or not with this value. */
  readonly fresh: boolean;
  /** Taken away by the hop. */
  readonly lost: boolean;
  /** The verdict turns on this very line. */
  readonly mark: LineMark;
}

/** One header's life across one tap: on the browser's side of it, and on the upstream's. */
export interface LedgerRow {
  readonly name: string;
  readonly near: readonly LedgerLine[];
  readonly far: readonly LedgerLine[];
  readonly change: MutationKind | null;
  /** Who changed it: corscope, or one of its fixes by title. */
  readonly by: string | null;
}

export interface LedgerHalf {
  readonly side: Side;
  readonly near: { readonly name: HeadName; readonly start: string | null };
  readonly far: { readonly name: HeadName; readonly start: string | null };
  readonly rows: readonly LedgerRow[];
  /** Rows left out because CORS does not read them. */
  readonly hidden: number;
}

export interface LedgerOptions {
  readonly all: boolean;
  readonly guilty: readonly LineRef[];
  readonly fixes: readonly Fix[];
}

/** Request and response of one exchange, as header × point on the path. */
export function ledgerOf(exchange: Exchange, options: LedgerOptions): readonly [LedgerHalf, LedgerHalf] {
  return [half('request', exchange, options), half('response', exchange, options)];
}

export function requestLine(head: RequestHead): string {
  return `${head.method} ${head.target} ${head.version}`;
}

export function statusLine(head: ResponseHead): string {
  return `${head.version} ${head.status} ${head.reason}`.trimEnd();
}

function half(side: Side, exchange: Exchange, options: LedgerOptions): LedgerHalf {
  const { received, forwarded, returned, delivered } = exchange;
  const near = side === 'request' ? received : delivered;
  const far = side === 'request' ? forwarded : returned;
  // Bytes travel away from the browser in a request, towards it in a response.
  const [before, after] = side === 'request' ? [near, far] : [far, near];
  const mutations = before === null || after === null || before === after ? [] : diffLines(before.lines, after.lines);
  const names = namesOf(near?.lines ?? [], far?.lines ?? []);
  const expected = side === 'response' && near !== null ? expectedNames(exchange).filter(name => !names.has(name)) : [];
  const heads = headNames(side);
  const rows = [...names.values(), ...expected.map(shownName)].map(name =>
    rowOf(name, { side, near: near?.lines ?? [], far: far?.lines ?? [], mutations, heads, exchange, options }),
  );
  const wanted = rows.filter(row => options.all || row.change !== null || rankOf(side, row.name) !== null);
  return {
    side,
    near: { name: heads.near, start: startLine(near) },
    far: { name: heads.far, start: startLine(far) },
    rows: wanted.toSorted((a, b) => (rankOf(side, a.name) ?? 99) - (rankOf(side, b.name) ?? 99)),
    hidden: rows.length - wanted.length,
  };
}

const NEAR: Readonly<Record<HeadName, HeadName>> = {
  received: 'received',
  forwarded: 'received',
  returned: 'delivered',
  delivered: 'delivered',
};

interface RowContext {
  readonly side: Side;
  readonly near: readonly HeaderLine[];
  readonly far: readonly HeaderLine[];
  readonly mutations: readonly Mutation[];
  readonly heads: { readonly near: HeadName; readonly far: HeadName };
  readonly exchange: Exchange;
  readonly options: LedgerOptions;
}

function rowOf(name: string, context: RowContext): LedgerRow {
  const { side, near, far, heads, exchange, options } = context;
  const key = name.toLowerCase();
  const mutation = context.mutations.find(candidate => candidate.name.toLowerCase() === key) ?? null;
  const [before, after] = side === 'request' ? [near, far] : [far, near];
  const old = valuesOf(before, name);
  const now = valuesOf(after, name);
  const lines = (list: readonly HeaderLine[], head: HeadName): LedgerLine[] =>
    indexesOf(list, name).flatMap(index => {
      const line = list[index];
      if (line === undefined) return [];
      const differs = mutation !== null && mutation.kind !== 'reordered';
      const fresh = differs && list === after && !old.includes(line[1]);
      const lost = differs && list === before && !now.includes(line[1]);
      return [{ index, line, fresh, lost, mark: ledgerMark(options.guilty, exchange, head, index) }];
    });
  const change = mutation === null || mutation.kind === 'reordered' ? null : mutation.kind;
  return {
    name,
    near: lines(near, heads.near),
    far: lines(far, heads.far),
    change,
    by: change === null ? null : changedBy(key, exchange, options.fixes),
  };
}

/** A head that passed unchanged is marked once, on the browser's side. */
function ledgerMark(refs: readonly LineRef[], exchange: Exchange, head: HeadName, index: number): LineMark {
  const near = NEAR[head];
  return near !== head && exchange[near] === exchange[head] ? null : lineMark(refs, exchange, head, index);
}

function changedBy(key: string, exchange: Exchange, fixes: readonly Fix[]): string {
  const wrote = fixes.find(
    fix =>
      exchange.fixes.includes(fix.id) &&
      fix.do.some(operation => 'header' in operation && operation.header.toLowerCase() === key),
  );
  return wrote === undefined ? 'corscope' : `the fix “${wrote.title}”`;
}

/** What the browser looks for in this answer, whether or not it is there. */
function expectedNames(exchange: Exchange): string[] {
  const request = exchange.received;
  if (!hasHeader(request.lines, 'origin')) return [];
  const names = ['access-control-allow-origin'];
  if (hasHeader(request.lines, 'cookie')) names.push('access-control-allow-credentials');
  if (request.method !== 'OPTIONS') return names;
  const method = firstValue(request.lines, 'access-control-request-method');
  if (method !== null && !['GET', 'HEAD', 'POST'].includes(method)) names.push('access-control-allow-methods');
  if (hasHeader(request.lines, 'access-control-request-headers')) names.push('access-control-allow-headers');
  return names;
}

/** Keyed by lower case, shown as first seen, in wire order. */
function namesOf(...lists: readonly (readonly HeaderLine[])[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name] of lists.flat()) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  return names;
}

function shownName(key: string): string {
  return key.replace(/(^|-)[a-z]/g, letter => letter.toUpperCase());
}

function headNames(side: Side): { readonly near: HeadName; readonly far: HeadName } {
  return side === 'request' ? { near: 'received', far: 'forwarded' } : { near: 'delivered', far: 'returned' };
}

function startLine(head: RequestHead | ResponseHead | null): string | null {
  if (head === null) return null;
  return 'method' in head ? requestLine(head) : statusLine(head);
}
