import { suggestFixes } from '../../shared/fixes/suggest.ts';
import { findFix } from '../lib/fix-text.ts';
import { trySuggestion } from './fix-actions.ts';
import { route } from './route.svelte.ts';
import { store } from './store.svelte.ts';

/** Selects the journey so many rows further on; the newest where none is selected. */
export function moveSelection(by: number): void {
  const rows = store.listed;
  const at = rows.findIndex(journey => journey.id === route.journey);
  const next = at === -1 ? rows.length - 1 : Math.max(0, Math.min(rows.length - 1, at + by));
  const journey = rows[next];
  if (journey !== undefined) route.select(journey.id);
}

/** Switches the first fix that is suggested for the journey, on or off. */
export async function switchFirstFix(id: string | null): Promise<void> {
  const journey = id === null ? null : store.journey(id);
  const suggestion = journey === null ? undefined : suggestFixes(journey)[0];
  if (suggestion === undefined) return;
  const on = findFix(store.fixes, suggestion.fix)?.enabled === true;
  await trySuggestion(suggestion.fix, !on);
}
