import type { Fix } from '../../shared/fixes/fix.ts';

export type Direction = 'up' | 'down';

/** The fix that this one is to apply before once it has moved one place; null: the end; undefined: it cannot move there. */
export function placeAfterMove(fixes: readonly Fix[], id: string, direction: Direction): string | null | undefined {
  const at = fixes.findIndex(fix => fix.id === id);
  if (at === -1) return undefined;
  if (direction === 'up') return fixes[at - 1]?.id;
  return at === fixes.length - 1 ? undefined : (fixes[at + 2]?.id ?? null);
}
