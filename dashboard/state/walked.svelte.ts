import { type CheckedGroup, type Decision, walkChecklist } from '../../shared/findings/checklist/walk.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
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
  /** The journey that a probe is to ask again: the newest to another origin, one that was refused before all; null for none. */
  askable = $state.raw<string | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** To be called whenever the session or the choice changes. */
  schedule(chosen: (journey: Journey) => boolean, decisions: () => readonly Decision[]): () => void {
    const wait = this.groups.length === 0 ? 0 : CALM_MS;
    this.#timer = setTimeout(() => this.#walk(chosen, decisions()), wait);
    return () => clearTimeout(this.#timer);
  }

  #walk(chosen: (journey: Journey) => boolean, decisions: readonly Decision[]): void {
    const all = store.journeys().filter(chosen);
    const walked = all.slice(-MOST_WALKED);
    this.count = { walked: walked.length, of: all.length };
    const judged = walked.map(journey => ({ journey, report: store.report(journey) }));
    this.groups = walkChecklist(judged, decisions);
    this.askable = askableOf(judged);
  }
}

function askableOf(judged: readonly { readonly journey: Journey; readonly report: JourneyReport }[]): string | null {
  const across = judged.filter(({ journey, report: { facts } }) => {
    return journey.legs.length > 0 && facts.pageOrigin !== null && facts.pageOrigin !== facts.apiOrigin;
  });
  const refused = across.findLast(({ report }) => report.verdict.outcome === 'blocked');
  return (refused ?? across.at(-1))?.journey.id ?? null;
}
