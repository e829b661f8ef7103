import type { MutationKind } from '../../shared/trace/mutation.ts';

/** A sign for the eye and a word for everyone. */
export const CHANGE_SIGNS: Readonly<Record<MutationKind, readonly [sign: string, word: string]>> = {
  added: ['+', 'added'],
  removed: ['−', 'removed'],
  changed: ['Δ', 'changed'],
  doubled: ['×2', 'doubled'],
  merged: ['⊕', 'merged'],
  reordered: ['⇅', 'reordered'],
};

/** Twice added and once changed: `+2 Δ`. One glance at what a hop did. */
export function changeSummary(kinds: readonly MutationKind[]): string {
  const counts = new Map<MutationKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${CHANGE_SIGNS[kind][0]}${count === 1 ? '' : ` ${count}`}`).join(' ');
}

export function changeSentence(kinds: readonly MutationKind[]): string {
  const counts = new Map<MutationKind, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} ${CHANGE_SIGNS[kind][1]}`).join(', ');
}
