import { type HeaderLine, indexesOf, sameName } from '../http/header-line.ts';
import type { Exchange } from './exchange.ts';
import { mattersToCors } from './matters.ts';
import type { MutationKind } from './mutation.ts';
import type { Path, Point, Way } from './path.ts';

export interface LedgerLine {
  /** In the point's head. */
  readonly index: number;
  readonly line: HeaderLine;
}

/** What a hop did to the lines of a row's header. Point indexes count in the order in which the bytes travelled. */
export interface LedgerChange {
  readonly kind: MutationKind;
  readonly layer: string;
  readonly from: number;
  readonly to: number;
}

/** One header's life along a way. */
export interface LedgerRow {
  /** As first seen. */
  readonly name: string;
  /** One a point. */
  readonly cells: readonly (readonly LedgerLine[])[];
  readonly changes: readonly LedgerChange[];
  /** CORS, caches, cookies, redirects or authentication read it; the others are shown on request. */
  readonly matters: boolean;
}

/** Header × point, for one direction. */
export interface LedgerSide {
  readonly points: readonly Point[];
  readonly rows: readonly LedgerRow[];
}

export interface Ledger {
  readonly request: LedgerSide;
  readonly response: LedgerSide;
}

/** Lays out what `pathOf` found. `exchanges` are those that its points name. */
export function ledgerOf(path: Path, exchanges: (id: string) => Exchange | null): Ledger {
  return { request: sideOf(path.request, exchanges), response: sideOf(path.response, exchanges) };
}

function sideOf({ points, hops }: Way, exchanges: (id: string) => Exchange | null): LedgerSide {
  const heads = points.map(({ exchange, head }) => exchanges(exchange)?.[head]?.lines ?? []);
  const rows = namesIn(heads).map(name => ({
    name,
    cells: heads.map(lines => linesNamed(lines, name)),
    changes: hops.flatMap(({ layer, mutations }, at) =>
      mutations
        .filter(mutation => sameName(mutation.name, name))
        .map(({ kind }) => ({ kind, layer, from: at, to: at + 1 })),
    ),
    matters: mattersToCors(name),
  }));
  return { points, rows };
}

function linesNamed(lines: readonly HeaderLine[], name: string): LedgerLine[] {
  return indexesOf(lines, name).flatMap(index => {
    const line = lines[index];
    return line === undefined ? [] : [{ index, line }];
  });
}

/** Each name once, in wire order, the point where it appears first before the next. */
function namesIn(heads: readonly (readonly HeaderLine[])[]): string[] {
  const names = new Map<string, string>();
  for (const [name] of heads.flat()) if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  return [...names.values()];
}
