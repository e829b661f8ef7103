import type { Fix, FixDraft } from '../../shared/fixes/fix.ts';
import { outcomeRank, type StatedVerdict, whatIfOne } from '../../shared/fixes/what-if.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { type Change, type Forecast, forecastOf, NO_FORECAST } from '../lib/forecast.ts';
import { store } from './store.svelte.ts';

/** The newest journeys are asked about, no more: the sentence should be there while it is still wanted. */
const MOST = 2000;
/** Who walks through the list with `j`, or is typing, does not wait for forecasts. */
const START_MS = 250;
const SLICE_MS = 6;
const PAUSE_MS = 24;
const AT_ONCE = 4;

/** Fixes that are taken for granted, and those whose effect is asked for. */
export interface Plans {
  readonly without: readonly Fix[];
  readonly withThem: readonly Fix[];
}

/** What the draft adds to the fixes that are on already; `replaces` is the id of the one that it is to take the place of. */
export function plansFor(draft: FixDraft, fixes: readonly Fix[], replaces: string | null = null): Plans {
  const on = fixes.filter(fix => fix.enabled && fix.id !== replaces);
  return { without: on, withThem: [...on, { ...draft, id: draft.id ?? 'what-if', enabled: true }] };
}

/** What fixes would do to what is recorded, worked out in slices while the page has nothing better to do. */
export class WhatIfRun {
  forecast = $state.raw<Forecast>(NO_FORECAST);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #plans: Plans;
  #journeys: readonly Journey[];

  constructor(plans: Plans, journeys: readonly Journey[]) {
    this.#plans = plans;
    this.#journeys = journeys.slice(-MOST);
    this.#later(0, START_MS);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  #later(from: number, wait: number): void {
    this.#timer = setTimeout(() => this.#work(from), wait);
  }

  #work(from: number): void {
    const until = performance.now() + SLICE_MS;
    const changes: Change[] = [];
    let next = from;
    while (next < this.#journeys.length && performance.now() < until) {
      changes.push(...this.#journeys.slice(next, next + AT_ONCE).map(journey => changeOf(journey, this.#plans)));
      next += AT_ONCE;
    }
    const complete = next >= this.#journeys.length;
    this.forecast = forecastOf(this.forecast, changes, complete);
    if (!complete) this.#later(next, PAUSE_MS);
  }
}

function changeOf(journey: Journey, { without, withThem }: Plans): Change {
  const recorded = store.report(journey).verdict;
  const before = whatIfOne(journey, recorded, without).after;
  const { after } = whatIfOne(journey, recorded, withThem);
  return { journey: journey.id, before: before.outcome, after: after.outcome, kind: kindOf(before, after) };
}

function kindOf(before: StatedVerdict, after: StatedVerdict): Change['kind'] {
  const [was, is] = [outcomeRank(before), outcomeRank(after)];
  if (is < was) return 'broken';
  return after.outcome === 'allowed' && was < is ? 'mended' : 'unchanged';
}
