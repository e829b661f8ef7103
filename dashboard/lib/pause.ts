import type { Journey } from '../../shared/trace/journey.ts';

/** A list that stands still while journeys arrive. */
export interface Pause {
  /** Ids of all journeys that were there when it was paused, whatever the filter let through. */
  readonly known: ReadonlySet<string>;
  /** What is listed of them. */
  readonly rows: readonly Journey[];
}

export function pauseAt(journeys: readonly Journey[], rows: readonly Journey[]): Pause {
  return { known: new Set(journeys.map(({ id }) => id)), rows };
}

/** The same moment under another filter, which lets `rows` through. */
export function refiltered({ known }: Pause, rows: readonly Journey[]): Pause {
  return { known, rows: rows.filter(({ id }) => known.has(id)) };
}

/** How many of `rows` are listed only once the list goes on. */
export function waitingIn({ known }: Pause, rows: readonly Journey[]): number {
  return rows.reduce((count, { id }) => (known.has(id) ? count : count + 1), 0);
}
