import { allExchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { type Filter, matches } from '../../shared/wire/filter.ts';
import type { SessionState } from '../../shared/wire/fold.ts';
import { createJourneyOrder } from '../../shared/wire/journey-order.ts';
import type { Sequence } from '../../shared/wire/sequence.ts';

/** Of a small session the filtered list is there at once, however busy the machine is. */
const AT_ONCE = 64;

/** The journeys of a session that pass a filter: those that are there are looked at in parts, and each again that changes. */
export class Sieve {
  readonly #filter: Filter;
  readonly #fold: SessionState;
  #there: Sequence<Journey>;
  readonly #passing = createJourneyOrder();
  #seen = 0;

  constructor(filter: Filter, fold: SessionState) {
    this.#filter = filter;
    this.#fold = fold;
    this.#there = fold.sequence;
  }

  /** In the order they began. */
  get journeys(): Sequence<Journey> {
    return this.#passing.journeys;
  }

  get done(): boolean {
    return this.#seen === this.#there.length;
  }

  /** Goes on with those that were there, up to that moment of `performance.now()`. */
  work(until: number): void {
    for (; this.#seen < this.#there.length; this.#seen += 1) {
      if (this.#seen % AT_ONCE === AT_ONCE - 1 && performance.now() >= until) return;
      const journey = this.#fold.journey(this.#there.at(this.#seen)?.id ?? '');
      if (journey !== null) this.put(journey);
    }
    this.#there = [];
    this.#seen = 0;
  }

  put(journey: Journey): void {
    const passes = matches(this.#filter, this.#fold.report(journey), allExchangesOf(journey));
    if (passes) this.#passing.put(journey);
    else this.#passing.remove(journey.id);
  }

  remove(id: string): void {
    this.#passing.remove(id);
  }
}
