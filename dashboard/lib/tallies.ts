import type { JourneyReport } from '../../shared/findings/report.ts';
import { IdMap } from '../../shared/trace/id-map.ts';
import { type Counts, NO_COUNTS, type OutcomeName } from './outcome.ts';

/** Journeys counted by their ends, each once however often it is judged. */
export class Tallies {
  readonly #outcomes = new IdMap<OutcomeName>();
  readonly #disagreeing = new Set<string>();
  readonly #counts: Record<OutcomeName, number> = { ...NO_COUNTS };

  get counts(): Counts {
    return { ...this.#counts };
  }

  /** Journeys of which the browser's own account says otherwise. */
  get disagreements(): number {
    return this.#disagreeing.size;
  }

  has(id: string): boolean {
    return this.#outcomes.has(id);
  }

  set(id: string, { verdict: { outcome }, witness }: JourneyReport): void {
    this.delete(id);
    this.#outcomes.set(id, outcome);
    this.#counts[outcome] += 1;
    if (witness !== null && witness.disagreement !== null) this.#disagreeing.add(id);
  }

  delete(id: string): void {
    const outcome = this.#outcomes.get(id);
    if (outcome === undefined) return;
    this.#outcomes.delete(id);
    this.#counts[outcome] -= 1;
    this.#disagreeing.delete(id);
  }
}
