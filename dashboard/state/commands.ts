import type { FixDraft } from '../../shared/fixes/fix.ts';
import { suggestFixes } from '../../shared/fixes/suggest.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { findFix } from '../lib/fix-text.ts';
import { isGroup, journeyNear } from '../lib/groups.ts';
import type { Part } from '../lib/route.ts';
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

/** Switches the first fix that is offered for the selected journey, or for the lab's chosen case, on or off. */
export async function switchFirstFix(): Promise<void> {
  const fix = (route.view === 'lab' ? lab.ownFix : null) ?? firstSuggested(offeredJourney());
  if (fix === null) return;
  const on = findFix(store.fixes, fix)?.enabled === true;
  await trySuggestion(fix, !on);
}

function firstSuggested(journey: Journey | null): FixDraft | null {
  return journey === null ? null : (suggestFixes(journey)[0]?.fix ?? null);
}

/** Has the browser make the request again whose suggestions are shown. */
export async function verifySelected(): Promise<void> {
  const journey = offeredJourney();
  if (journey !== null && isVerifiable(store.report(journey))) await verify.run(journey.id);
}

/** Shows a part of the selected journey that is shown on demand, or hides it. */
export function togglePart(part: Part): void {
  if (isJourneyShown()) route.showPart(part, !route.shows(part));
}

/** Shows the config that mends the selected journey, or hides it. */
export function toggleRecipe(): void {
  if (selectedJourney() === null) return;
  ui.recipeAsked = !route.shows('recipe');
  route.showPart('recipe', ui.recipeAsked);
}

/** Puts the selected journey aside, to be compared with another. */
export function markSelected(): void {
  if (isJourneyShown()) ui.mark(route.journey);
}

/** The marked journey beside the selected one. */
export function compareMarked(): void {
  if (isJourneyShown() && ui.marked !== null && ui.marked !== route.journey) route.compareWith(ui.marked);
}

/** The journey whose suggestions are shown. */
function offeredJourney(): Journey | null {
  return route.view === 'lab' ? lab.failing : selectedJourney();
}

function selectedJourney(): Journey | null {
  return isJourneyShown() ? store.journey(route.journey ?? '') : null;
}

/** A comparison takes the journey's place: nothing is done to what nobody sees. */
function isJourneyShown(): boolean {
  return route.view === 'traffic' && route.journey !== null && route.compared === null;
}
