import { routeOf } from '../../shared/findings/compare/compare.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Journey } from '../../shared/trace/journey.ts';
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
    if (pageOrigin === null) return { key: '', label: 'No page named', note: '', last: true };
    return { key: pageOrigin, label: withoutScheme(pageOrigin), note: '' };
  },
};

interface Bucket {
  readonly name: Name;
  /** In the order of the list. */
  readonly journeys: Journey[];
  blocked: number;
}

interface Place {
  readonly bucket: Bucket;
  readonly blocked: boolean;
}

/** Lines of a list, and which of them are groups. */
export interface Grouped {
  readonly lines: readonly Line[];
  readonly groups: readonly Group[];
}

/**
 * Sorts a list of journeys into groups, again and again as it goes on: only what came, went or changed at its two ends is
 * looked at, unless the list is another one altogether.
 */
export class Grouper {
  readonly grouping: Grouping;
  readonly #report: (journey: Journey) => JourneyReport;
  readonly #buckets = new Map<string, Bucket>();
  #places: readonly Place[] = [];
  #journeys: readonly Journey[] = [];

  constructor(grouping: Grouping, report: (journey: Journey) => JourneyReport) {
    this.grouping = grouping;
    this.#report = report;
  }

  /** Groups in the order in which their first journeys began, so that none moves while one reads; the nameless one last. */
  group(journeys: readonly Journey[], closed: ReadonlySet<string>): Grouped {
    const gone = this.#goneInFront(journeys);
    const kept = sameFrom(this.#journeys, gone, journeys);
    const places = this.#places.slice(gone, gone + kept);
    this.#leave(this.#places.slice(0, gone), this.#places.slice(gone + kept));
    for (let index = kept; index < journeys.length; index += 1) {
      const journey = journeys[index];
      if (journey !== undefined) places.push(this.#enter(journey));
    }
    this.#journeys = journeys;
    this.#places = places;
    return listed([...this.#buckets.values()], closed);
  }

  /** How many of the old list's first ones have fallen out; all where the two have no beginning in common. */
  #goneInFront([first]: readonly Journey[]): number {
    const at = first === undefined ? -1 : this.#journeys.indexOf(first);
    return at === -1 ? this.#journeys.length : at;
  }

  #enter(journey: Journey): Place {
    const report = this.#report(journey);
    const name = NAMES[this.grouping](report);
    let bucket = this.#buckets.get(name.key);
    if (bucket === undefined) {
      bucket = { name, journeys: [], blocked: 0 };
      this.#buckets.set(name.key, bucket);
    }
    const blocked = report.verdict.outcome === 'blocked';
    bucket.journeys.push(journey);
    if (blocked) bucket.blocked += 1;
    return { bucket, blocked };
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

/** How many of `old`, from `start` on, are the first ones of `now`. */
function sameFrom(old: readonly Journey[], start: number, now: readonly Journey[]): number {
  const most = Math.min(old.length - start, now.length);
  for (let index = 0; index < most; index += 1) if (old[start + index] !== now[index]) return index;
  return most;
}

function listed(buckets: readonly Bucket[], closed: ReadonlySet<string>): Grouped {
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
