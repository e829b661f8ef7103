import { suggestFixes } from '../../shared/fixes/suggest.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { findFix } from '../lib/fix-text.ts';
import { trySuggestion } from './fix-actions.ts';
import { route } from './route.svelte.ts';
import { store } from './store.svelte.ts';
import { ui } from './ui.svelte.ts';
import { isVerifiable, verify } from './verify.svelte.ts';

/** Selects the journey so many rows further on; the newest where none is selected. */
export function moveSelection(by: number): void {
  const rows = store.listed;
  const at = rows.findIndex(journey => journey.id === route.journey);
  const next = at === -1 ? rows.length - 1 : Math.max(0, Math.min(rows.length - 1, at + by));
  const journey = rows[next];
  if (journey !== undefined) route.select(journey.id);
}

/** Switches the first fix that is suggested for the selected journey, on or off. */
export async function switchFirstFix(): Promise<void> {
  const journey = selectedJourney();
  const suggestion = journey === null ? undefined : suggestFixes(journey)[0];
  if (suggestion === undefined) return;
  const on = findFix(store.fixes, suggestion.fix)?.enabled === true;
  await trySuggestion(suggestion.fix, !on);
}

/** Has the browser make the selected journey's request again. */
export async function verifySelected(): Promise<void> {
  const journey = selectedJourney();
  if (journey !== null && isVerifiable(store.report(journey))) await verify.run(journey.id);
}

/** Shows the config that mends the selected journey, or hides it. */
export function toggleRecipe(): void {
  if (selectedJourney() === null) return;
  ui.recipe = !ui.recipe;
  ui.recipeAsked = ui.recipe;
}

function selectedJourney(): Journey | null {
  return route.view === 'traffic' && route.journey !== null ? store.journey(route.journey) : null;
}
