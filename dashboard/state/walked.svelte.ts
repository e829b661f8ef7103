import { type CheckedGroup, walkChecklist } from '../../shared/findings/checklist/walk.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { store } from './store.svelte.ts';

/** The newest journeys are walked, no more: a row is decided by what happens now. */
export const MOST_WALKED = 1000;
const CALM_MS = 400;

/** The checklist over a choice of journeys, walked anew once traffic pauses. */
export class Walked {
  groups = $state.raw<readonly CheckedGroup[]>([]);
  /** How many journeys were walked, of how many. */
  count = $state.raw({ walked: 0, of: 0 });
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** To be called whenever the session or the choice changes. */
  schedule(chosen: (journey: Journey) => boolean): () => void {
    const wait = this.groups.length === 0 ? 0 : CALM_MS;
    this.#timer = setTimeout(() => this.#walk(chosen), wait);
    return () => clearTimeout(this.#timer);
  }

  #walk(chosen: (journey: Journey) => boolean): void {
    const all = store.journeys().filter(chosen);
    const walked = all.slice(-MOST_WALKED);
    this.count = { walked: walked.length, of: all.length };
    this.groups = walkChecklist(walked.map(journey => ({ journey, report: store.report(journey) })));
  }
}
