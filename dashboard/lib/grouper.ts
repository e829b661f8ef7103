import { routeOf } from '../../shared/findings/compare/compare.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import type { Sequence } from '../../shared/wire/sequence.ts';
import type { Group, Grouping, Line } from './groups.ts';
import { splitUrl, withoutScheme } from './text.ts';

type Name = Pick<Group, 'key' | 'label' | 'note'> & { readonly last?: true };

const NAMES: Readonly<Record<Grouping, (report: JourneyReport) => Name>> = {
  cause({ findings }) {
    const cause = findings.find(({ severity }) => severity === 'blocks');
    if (cause === undefined) return { key: '', label: 'No blocking finding', note: '', last: true };
    return { key: `${cause.id} ${cause.layer}`, label: cause.id, note: cause.layer };
  },
  route({ facts: { method, url } }) {
    const { host } = splitUrl(url);
    const label = `${method} ${routeOf(url)}`;
    return { key: `${label} ${host}`, label, note: host };
  },
  page({ facts: { pageOrigin } }) {
    if (pageOrigin === null) return { key: '', label: 'No page origin', note: '', last: true };
    return { key: pageOrigin, label: withoutScheme(pageOrigin), note: '' };
  },
};

interface Bucket {
  readonly name: Name;
  /** In the order of the list. */
  readonly journeys: Journey[];
  blocked: number;
}

interface Named {
  readonly name: Name;
  readonly blocked: boolean;
}

interface Place extends Named {
  readonly bucket: Bucket;
}

/** Lines of a list, and which of them are groups. */
export interface Grouped {
  readonly lines: Sequence<Line>;
  readonly groups: readonly Group[];
  /** Every journey of the list stands in its group. */
  readonly complete: boolean;
}

/**
 * Sorts a list of journeys into groups, again and again as it goes on: only what came, went or changed at its two ends is
 * looked at, unless the list is another one altogether.
 */
export class Grouper {
  readonly grouping: Grouping;
  readonly #report: (journey: Journey) => JourneyReport;
  readonly #buckets = new Map<string, Bucket>();
  /** Of as many of the journeys as have been sorted. */
  readonly #places: Place[] = [];
  #journeys: Sequence<Journey> = [];

  constructor(grouping: Grouping, report: (journey: Journey) => JourneyReport) {
    this.grouping = grouping;
    this.#report = report;
  }

  /**
   * Groups in the order in which their first journeys began, so that none moves while one reads; the nameless one last.
   * Of a long list as many are sorted as `goesOn` allows; the next call goes on there.
   */
  group(journeys: Sequence<Journey>, closed: ReadonlySet<string>, goesOn: () => boolean = always): Grouped {
    const places = this.#places;
    const gone = this.#goneInFront(journeys);
    const kept = sameFrom(this.#journeys, gone, places.length, journeys);
    const back = places.splice(gone + kept);
    const known = placesOf(this.#journeys, gone + kept, back);
    this.#leave(places.splice(0, gone), back);
    for (let index = kept; index < journeys.length; index += 1) {
      const journey = journeys.at(index);
      const before = journey && known.get(journey);
      if (journey === undefined || (before === undefined && !goesOn())) break;
      places.push(this.#enter(journey, before ?? this.#namePlace(journey)));
    }
    this.#journeys = journeys;
    return { ...listed([...this.#buckets.values()], closed), complete: places.length === journeys.length };
  }

  /** How many of the old list's first ones have fallen out; all where the two have no beginning in common. */
  #goneInFront(journeys: Sequence<Journey>): number {
    const first = journeys.at(0);
    const at = first === undefined ? -1 : this.#journeys.indexOf(first);
    return at === -1 || at > this.#places.length ? this.#places.length : at;
  }

  #namePlace(journey: Journey): Named {
    const report = this.#report(journey);
    return { name: NAMES[this.grouping](report), blocked: report.verdict.outcome === 'blocked' };
  }

  #enter(journey: Journey, { name, blocked }: Named): Place {
    let bucket = this.#buckets.get(name.key);
    if (bucket === undefined) {
      bucket = { name, journeys: [], blocked: 0 };
      this.#buckets.set(name.key, bucket);
    }
    bucket.journeys.push(journey);
    if (blocked) bucket.blocked += 1;
    return { name: bucket.name, blocked, bucket };
  }

  /** As groups keep the list's order, what leaves the list's ends leaves theirs. */
  #leave(front: readonly Place[], back: readonly Place[]): void {
    for (const { bucket } of back) bucket.journeys.pop();
    const counts = new Map<Bucket, number>();
    for (const { bucket } of front) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    for (const [bucket, count] of counts) bucket.journeys.splice(0, count);
    for (const { bucket, blocked } of [...front, ...back]) {
      if (blocked) bucket.blocked -= 1;
      if (bucket.journeys.length === 0) this.#buckets.delete(bucket.name.key);
    }
  }
}

function always(): boolean {
  return true;
}

/** Where those from `start` on stood: what only moved up behind another one need not be named again. */
function placesOf(journeys: Sequence<Journey>, start: number, places: readonly Place[]): ReadonlyMap<Journey, Place> {
  const known = new Map<Journey, Place>();
  for (const [index, place] of places.entries()) {
    const journey = journeys.at(start + index);
    if (journey !== undefined) known.set(journey, place);
  }
  return known;
}

/** How many of `old`, from `start` to `end`, are the first ones of `now`. */
function sameFrom(old: Sequence<Journey>, start: number, end: number, now: Sequence<Journey>): number {
  const most = Math.min(end - start, now.length);
  for (let index = 0; index < most; index += 1) if (old.at(start + index) !== now.at(index)) return index;
  return most;
}

function listed(buckets: readonly Bucket[], closed: ReadonlySet<string>): Pick<Grouped, 'lines' | 'groups'> {
  const lines: Line[] = [];
  const groups: Group[] = [];
  for (const bucket of [...buckets.filter(({ name }) => !name.last), ...buckets.filter(({ name }) => name.last)]) {
    const { key, label, note } = bucket.name;
    const count = bucket.journeys.length;
    const group: Group = { key, label, note, count, blocked: bucket.blocked, closed: closed.has(key) };
    groups.push(group);
    lines.push(group);
    if (!group.closed) for (const journey of bucket.journeys) lines.push(journey);
  }
  return { lines, groups };
}
