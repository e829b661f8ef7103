import type { OutcomeName } from './outcome.ts';
import { plural } from './text.ts';

/** How a journey ends without the fixes in question, and with them. */
export interface Change {
  /** The journey's id. */
  readonly journey: string;
  readonly before: OutcomeName;
  readonly after: OutcomeName;
  readonly kind: 'mended' | 'broken' | 'unchanged';
}

/** What fixes would change in what is recorded. */
export interface Forecast {
  /** Journeys that are blocked or undecided without them. */
  readonly failing: number;
  readonly unchanged: number;
  /** Those that end otherwise, in the order in which they began. */
  readonly changed: readonly Change[];
  readonly complete: boolean;
}

export const NO_FORECAST: Forecast = { failing: 0, unchanged: 0, changed: [], complete: false };

export function forecastOf(sofar: Forecast, changes: readonly Change[], complete: boolean): Forecast {
  const changed = changes.filter(({ kind }) => kind !== 'unchanged');
  return {
    failing: sofar.failing + changes.filter(({ before }) => before === 'blocked' || before === 'depends').length,
    unchanged: sofar.unchanged + changes.length - changed.length,
    changed: changed.length === 0 ? sofar.changed : [...sofar.changed, ...changed],
    complete,
  };
}

export const TRYING = 'Trying it on the recorded journeys…';

/** `Fixes 14 of 17 failing journeys, leaves 230 unchanged, breaks 0.` */
export function forecastSentence({ failing, unchanged, changed, complete }: Forecast): string {
  if (!complete) return TRYING;
  const mended = changed.filter(({ kind }) => kind === 'mended').length;
  const rest = `leaves ${unchanged} unchanged, breaks ${changed.length - mended}`;
  if (failing === 0) return `No recorded journey fails: ${rest}.`;
  return `Fixes ${mended} of ${plural(failing, 'failing journey')}, ${rest}.`;
}
