import { suggestFixes } from '../../shared/fixes/suggest.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { findFix } from '../lib/fix-text.ts';
import { isGroup, journeyNear } from '../lib/groups.ts';
import { trySuggestion } from './fix-actions.ts';
import { lab } from './lab.svelte.ts';
import { lines } from './lines.svelte.ts';
import { route } from './route.svelte.ts';
import { store } from './store.svelte.ts';
import { ui } from './ui.svelte.ts';
import { isVerifiable, verify } from './verify.svelte.ts';

/** Selects the journey so many lines further on, whatever groups stand between; the last where none is selected. */
export function moveSelection(by: number): void {
  const { all } = lines;
  const at = all.findIndex(line => !isGroup(line) && line.id === route.journey);
  const last = all.length - 1;
  const journey =
    at === -1 ? journeyNear(all, last, -1) : journeyNear(all, Math.max(0, Math.min(last, at + by)), by > 0 ? 1 : -1);
  if (journey !== null) route.select(journey.id);
}

/** Switches the first fix that is suggested for the selected journey, or for the lab's chosen case, on or off. */
export async function switchFirstFix(): Promise<void> {
  const journey = route.view === 'lab' ? lab.failing : selectedJourney();
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
