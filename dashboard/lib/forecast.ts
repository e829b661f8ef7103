import type { OutcomeName } from './outcome.ts';
import { plural } from './text.ts';

/** How a journey ends without the fix, and with it. */
export interface Change {
  readonly before: OutcomeName;
  readonly after: OutcomeName;
}

/** What a fix would change in what is recorded. */
export interface Forecast {
  readonly blocked: number;
  readonly mended: number;
  readonly broken: number;
  readonly complete: boolean;
}

export const NO_FORECAST: Forecast = { blocked: 0, mended: 0, broken: 0, complete: false };

export function forecastOf(sofar: Forecast, changes: readonly Change[], complete: boolean): Forecast {
  let { blocked, mended, broken } = sofar;
  for (const { before, after } of changes) {
    const failing = before === 'blocked' || before === 'depends';
    if (failing) blocked += 1;
    if (failing && after === 'allowed') mended += 1;
    if (before === 'allowed' && (after === 'blocked' || after === 'depends')) broken += 1;
  }
  return { blocked, mended, broken, complete };
}

/** `Mends 14 of 17 failing journeys recorded, breaks 0.` */
export function forecastSentence(forecast: Forecast): string {
  const { blocked, mended, broken, complete } = forecast;
  if (!complete) return 'Trying it on what is recorded…';
  return `Mends ${mended} of ${plural(blocked, 'failing journey')} recorded, breaks ${broken}.`;
}
