import { IdMap } from '../../shared/trace/id-map.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import type { Sequence } from '../../shared/wire/sequence.ts';

/** A list that stands still while journeys arrive. */
export interface Pause {
  /** Ids of all journeys that were there when it was paused, whatever the filter let through. */
  readonly known: IdMap<true>;
  /** What is listed of them. */
  readonly rows: Sequence<Journey>;
}

export function pauseAt(journeys: readonly Journey[], rows: Sequence<Journey>): Pause {
  const known = new IdMap<true>();
  for (const { id } of journeys) known.set(id, true);
  return { known, rows };
}

/** The same moment under another filter, which lets `rows` through. */
export function refiltered({ known }: Pause, rows: Sequence<Journey>): Pause {
  return { known, rows: rows.slice().filter(({ id }) => known.has(id)) };
}

/** How many of `rows` are listed only once the list goes on. */
export function waitingIn({ known }: Pause, rows: Sequence<Journey>): number {
  let count = 0;
  for (const { id } of rows) if (!known.has(id)) count += 1;
  return count;
}
