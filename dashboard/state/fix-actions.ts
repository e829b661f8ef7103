import type { Fix, FixDraft } from '../../shared/fixes/fix.ts';
import { type Direction, placeAfterMove } from '../lib/fix-order.ts';
import { findFix } from '../lib/fix-text.ts';
import { app } from './app.svelte.ts';
import { store } from './store.svelte.ts';
import { told } from './told.ts';
import { ui } from './ui.svelte.ts';

let last: Promise<void> = Promise.resolve();

/** Switches a fix that is there, or adds the suggested one switched on or off. */
export function trySuggestion(draft: FixDraft, enabled: boolean): Promise<void> {
  return inTurn(() => suggest(draft, enabled));
}

/** The same, to the other of on and off. */
export function toggleSuggestion(draft: FixDraft): Promise<void> {
  return inTurn(() => suggest(draft, !isOn(draft)));
}

/** One after the other, each once the screen shows the one before: a key pressed twice in haste adds no fix twice. */
function inTurn(change: () => Promise<void>): Promise<void> {
  last = last.then(change);
  return last;
}

async function suggest(draft: FixDraft, enabled: boolean): Promise<void> {
  const known = findFix(store.fixes, draft);
  const { api } = app;
  if (api === null) return;
  const change = () => (known === null ? api.addFix({ ...draft, enabled }) : api.switchFix(known.id, enabled));
  if (await ui.attempt(change)) await told(() => isOn(draft) === enabled);
}

function isOn(draft: FixDraft): boolean {
  return findFix(store.fixes, draft)?.enabled === true;
}

export async function switchFix(fix: Fix, enabled: boolean): Promise<void> {
  const { api } = app;
  if (api !== null) await ui.attempt(() => api.switchFix(fix.id, enabled));
}

export async function deleteFix(fix: Fix): Promise<void> {
  const { api } = app;
  if (api !== null) await ui.attempt(() => api.deleteFix(fix.id));
}

/** One place up or down in the order in which fixes apply. */
export async function moveFix(fix: Fix, direction: Direction): Promise<void> {
  const before = placeAfterMove(store.fixes, fix.id, direction);
  const { api } = app;
  if (api !== null && before !== undefined) await ui.attempt(() => api.moveFix(fix.id, before));
}
