import type { HeaderLine } from '../http/header-line.ts';

export type MutationKind = 'added' | 'removed' | 'changed' | 'doubled' | 'merged' | 'reordered';

/** What a hop did to the lines of one header name. Line indexes point into the two heads, in wire order. */
export interface Mutation {
  readonly kind: MutationKind;
  /** As it stands after the hop, or before it where nothing is left. */
  readonly name: string;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

interface Group {
  readonly before: number[];
  readonly after: number[];
}

/**
 * The header lines that differ across a hop, one entry a name and kind, in the order of the head after it (what was
 * removed comes last). Names compare without regard to letter case, values byte for byte.
 *
 * `doubled`: one line before, several after. `merged`: several before, one after that holds them all in order.
 * `changed`: as many lines as before, other values. `reordered`: the same values in another order; for several names,
 * those that stand elsewhere among the lines that both heads share.
 */
export function diffLines(before: readonly HeaderLine[], after: readonly HeaderLine[]): Mutation[] {
  if (before === after) return [];
  const groups = groupByName(before, after);
  const found: Mutation[] = [];
  for (const group of groups.values()) {
    const kind = kindOf(group, before, after);
    const name = (after[group.after[0] ?? -1] ?? before[group.before[0] ?? -1])?.[0] ?? '';
    if (kind !== null) found.push({ kind, name, before: group.before, after: group.after });
  }
  return found.concat(movedLines(groups, before, after));
}

function groupByName(before: readonly HeaderLine[], after: readonly HeaderLine[]): Map<string, Group> {
  const groups = new Map<string, Group>();
  const groupOf = (name: string): Group => {
    const key = name.toLowerCase();
    const group = groups.get(key) ?? { before: [], after: [] };
    groups.set(key, group);
    return group;
  };
  for (const [index, [name]] of after.entries()) groupOf(name).after.push(index);
  for (const [index, [name]] of before.entries()) groupOf(name).before.push(index);
  return groups;
}

function kindOf(group: Group, before: readonly HeaderLine[], after: readonly HeaderLine[]): MutationKind | null {
  const old = group.before.map(index => before[index]?.[1] ?? '');
  const now = group.after.map(index => after[index]?.[1] ?? '');
  if (old.length === 0) return 'added';
  if (now.length === 0) return 'removed';
  if (sameList(old, now)) return null;
  if (old.length === now.length) return sameList(old.toSorted(), now.toSorted()) ? 'reordered' : 'changed';
  if (now.length > old.length) return isIncluded(old, now) ? (old.length === 1 ? 'doubled' : 'added') : 'changed';
  if (now.length === 1 && squeeze(now[0] ?? '') === squeeze(old.join(','))) return 'merged';
  return isIncluded(now, old) ? 'removed' : 'changed';
}

/** Every value of `part` stands in `whole`, as often. */
function isIncluded(part: readonly string[], whole: readonly string[]): boolean {
  const rest = [...whole];
  return part.every(value => {
    const at = rest.indexOf(value);
    if (at !== -1) rest.splice(at, 1);
    return at !== -1;
  });
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

function squeeze(text: string): string {
  return text.replace(/[ \t]*,[ \t]*/g, ',');
}

/** Names whose first line left its place among the names that both heads have, the fewest that explain the new order. */
function movedLines(
  groups: ReadonlyMap<string, Group>,
  before: readonly HeaderLine[],
  after: readonly HeaderLine[],
): Mutation[] {
  const both = [...groups.values()].filter(group => kindOf(group, before, after) === null);
  const order = both.map(group => group.before[0] ?? 0);
  if (order.every((line, index) => index === 0 || line > (order[index - 1] ?? 0))) return [];
  const kept = new Set(longestRise(order));
  return both
    .filter(group => !kept.has(group.before[0] ?? 0))
    .map(group => ({
      kind: 'reordered',
      name: after[group.after[0] ?? -1]?.[0] ?? '',
      before: group.before,
      after: group.after,
    }));
}

/** A longest strictly rising subsequence; heads are short, so the plain quadratic way is the fast one. */
function longestRise(values: readonly number[]): number[] {
  const best: number[][] = [];
  for (const [index, value] of values.entries()) {
    let longest: number[] = [];
    for (let earlier = 0; earlier < index; earlier += 1) {
      const rise = best[earlier] ?? [];
      if ((values[earlier] ?? 0) < value && rise.length > longest.length) longest = rise;
    }
    best.push([...longest, value]);
  }
  return best.reduce((longest, rise) => (rise.length > longest.length ? rise : longest), []);
}
