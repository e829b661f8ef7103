import { epoch } from '../record/recording.ts';

/** Two clocks of this process. */
export interface Clocks {
  /** `performance.now()`: milliseconds since the process began, never set. */
  readonly steady: () => number;
  /** `Date.now()`: milliseconds since the epoch, as the machine's clock is set now. */
  readonly wall: () => number;
}

const CLOCKS: Clocks = { steady: () => performance.now(), wall: () => Date.now() };

const CLOSE_MS = 1;
const TRIES = 5;

/**
 * Milliseconds to add to the machine's wall clock, by which a browser times its requests, to get the clock of the record. A
 * laptop's sleep and a corrected clock move the one against the other. On a busy machine this process may have to wait
 * between two readings, tens of milliseconds at times: so the steady clock is read before and after, until both are close.
 */
export function clockSkew({ steady, wall }: Clocks = CLOCKS): number {
  let closest = { width: Number.POSITIVE_INFINITY, skew: 0 };
  for (let tries = 0; tries < TRIES && closest.width > CLOSE_MS; tries += 1) {
    const before = steady();
    const told = wall();
    const width = steady() - before;
    if (width < closest.width) closest = { width, skew: epoch(before + width / 2) - told };
  }
  return closest.skew;
}
