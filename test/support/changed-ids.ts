import type { Changes } from '../../shared/trace/draft.ts';

/** What a fold says of a change, as ids. */
export function changedIds({ shown, gone }: Changes): string[] {
  return [...shown.map(({ id }) => id), ...gone.map(id => `gone: ${id}`)];
}
