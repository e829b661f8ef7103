import type { Fix, FixDraft } from '../../shared/fixes/fix.ts';
import { type Direction, placeAfterMove } from '../lib/fix-order.ts';
import { findFix } from '../lib/fix-text.ts';
import { app } from './app.svelte.ts';
import { store } from './store.svelte.ts';
import { told } from './told.ts';
import { ui } from './ui.svelte.ts';

let trying = false;

/** Switches a fix that is there, or adds the suggested one switched on; one at a time, so that none is added twice. */
export async function trySuggestion(draft: FixDraft, enabled: boolean): Promise<void> {
  const known = findFix(store.fixes, draft);
  const { api } = app;
  if (api === null || trying) return;
  trying = true;
  const change = () => (known === null ? api.addFix({ ...draft, enabled }) : api.switchFix(known.id, enabled));
  if (await ui.attempt(change)) await told(() => findFix(store.fixes, draft)?.enabled === enabled);
  trying = false;
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
