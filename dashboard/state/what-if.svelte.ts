import type { Fix, FixDraft } from '../../shared/fixes/fix.ts';
import { whatIf } from '../../shared/fixes/what-if.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { type Change, type Forecast, forecastOf, NO_FORECAST } from '../lib/forecast.ts';

/** The newest journeys are asked about, no more: the sentence should be there while it is still wanted. */
const MOST = 2000;
/** Who walks through the list with `j` does not wait for forecasts. */
const START_MS = 250;
const SLICE_MS = 6;
const PAUSE_MS = 24;
const AT_ONCE = 4;

/** Fixes without the one in question, and with it. */
type Plans = readonly [without: readonly Fix[], withIt: readonly Fix[]];

/** What a fix would do to what is recorded, worked out in slices while the page has nothing better to do. */
export class WhatIfRun {
  forecast = $state.raw<Forecast>(NO_FORECAST);
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `on` are the fixes that are on already: only what the new one adds to them counts. */
  constructor(draft: FixDraft, on: readonly Fix[], journeys: readonly Journey[]) {
    const fix: Fix = { ...draft, id: draft.id ?? 'what-if', enabled: true };
    this.#later(() => this.#work([on, [...on, fix]], journeys.slice(-MOST), 0), START_MS);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  #later(work: () => void, wait: number): void {
    this.#timer = setTimeout(work, wait);
  }

  #work(plans: Plans, journeys: readonly Journey[], from: number): void {
    const until = performance.now() + SLICE_MS;
    const changes: Change[] = [];
    let next = from;
    while (next < journeys.length && performance.now() < until) {
      changes.push(...compare(journeys.slice(next, next + AT_ONCE), plans));
      next += AT_ONCE;
    }
    const complete = next >= journeys.length;
    this.forecast = forecastOf(this.forecast, changes, complete);
    if (!complete) this.#later(() => this.#work(plans, journeys, next), PAUSE_MS);
  }
}

function compare(journeys: readonly Journey[], [without, withIt]: Plans): Change[] {
  const after = whatIf(journeys, withIt).results;
  const before = without.length === 0 ? null : whatIf(journeys, without).results;
  return after.map((result, index) => ({
    before: (before?.[index]?.after ?? result.before).outcome,
    after: result.after.outcome,
  }));
}
