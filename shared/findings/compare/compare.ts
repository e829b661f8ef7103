import { listElements } from '../../http/token-list.ts';
import type { Field, Side } from './field.ts';
import { FIELDS } from './fields.ts';

/** One field in which two journeys differ. */
export interface Difference {
  readonly field: string;
  /** Null where the journey has no such thing. */
  readonly a: string | null;
  readonly b: string | null;
  /** It can decide whether the page may read the answer. */
  readonly matters: boolean;
  /** What it does; empty where it has no part in that. */
  readonly effect: string;
}

/** Two journeys field by field: what differs, those that matter first, each kind in the order in which one compares. */
export function compareJourneys(a: Side, b: Side): readonly Difference[] {
  const differences = FIELDS.flatMap(field => differenceIn(field, a, b));
  return [...differences.filter(({ matters }) => matters), ...differences.filter(({ matters }) => !matters)];
}

/** A route of two sessions, such as the local and the deployed one. */
export interface RoutePair {
  /** `PUT /orders/:id`. */
  readonly route: string;
  /** The newest of each; null where a session has none. */
  readonly a: Side | null;
  readonly b: Side | null;
  readonly differences: readonly Difference[];
}

/** Two sessions, paired by method and route whatever the host: those whose verdicts differ first. */
export function compareSessions(a: readonly Side[], b: readonly Side[]): readonly RoutePair[] {
  const [ofA, ofB] = [byRoute(a), byRoute(b)];
  const routes = [...new Set([...ofA.keys(), ...ofB.keys()])];
  const pairs = routes.map(route => pairOf(route, ofA.get(route) ?? null, ofB.get(route) ?? null));
  return pairs.sort((one, other) => Number(isContrary(other)) - Number(isContrary(one)));
}

/** `/orders/7` and `/orders/8` are one route: numbers, UUIDs and long hexadecimal words stand for `:id`. */
export function routeOf(url: string): string {
  const path = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] || '/';
  return path.replace(/\/(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,})(?=\/|$)/gi, '/:id');
}

function differenceIn(field: Field, a: Side, b: Side): Difference[] {
  const [ofA, ofB] = [field.read(a), field.read(b)];
  if (field.alike?.(a, b) ?? normal(ofA, field) === normal(ofB, field)) return [];
  const effect = field.effect(ofA, ofB);
  return [{ field: field.name, a: ofA, b: ofB, matters: effect !== null, effect: effect ?? '' }];
}

function normal(value: string | null, { as }: Field): string | null {
  if (value === null || as !== 'tokens') return value;
  const tokens = listElements(value).map(token => token.toLowerCase());
  return [...new Set(tokens)].sort().join(',');
}

function byRoute(sides: readonly Side[]): Map<string, Side> {
  return new Map(sides.map(side => [`${side.report.facts.method} ${routeOf(side.report.facts.url)}`, side]));
}

function pairOf(route: string, a: Side | null, b: Side | null): RoutePair {
  return { route, a, b, differences: a === null || b === null ? [] : compareJourneys(a, b) };
}

function isContrary({ a, b }: RoutePair): boolean {
  return a !== null && b !== null && a.report.verdict.outcome !== b.report.verdict.outcome;
}
