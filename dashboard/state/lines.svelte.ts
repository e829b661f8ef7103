import type { Sequence } from '../../shared/wire/sequence.ts';
import { type Grouped, Grouper } from '../lib/grouper.ts';
import type { Grouping, Line } from '../lib/groups.ts';
import { route } from './route.svelte.ts';
import { store } from './store.svelte.ts';

const NONE: ReadonlySet<string> = new Set();
/** With the store's own work it still is less than a frame that anybody notices. */
const BUDGET_MS = 8;

/** The list's lines: the journeys, or groups of them where the address asks for groups. */
class Lines {
  /** Keys of the groups whose journeys are not listed. */
  #closed = $state.raw(NONE);
  #grouper: Grouper | null = null;
  /** Rises while a long list is sorted into its groups: a part in each frame. */
  #part = $state(0);
  readonly #grouped: Grouped = $derived.by(() => {
    const { listed } = store;
    const { group } = route;
    if (group === null) return { lines: listed, groups: [], complete: true };
    void this.#part;
    const until = performance.now() + BUDGET_MS;
    const grouped = this.#grouperFor(group).group(listed, this.#closed, () => performance.now() < until);
    if (!grouped.complete) requestAnimationFrame(() => (this.#part += 1));
    return grouped;
  });
  readonly all: Sequence<Line> = $derived(this.#grouped.lines);
  readonly someOpen: boolean = $derived(this.#grouped.groups.some(({ closed }) => !closed));

  toggle(key: string): void {
    const closed = new Set(this.#closed);
    if (!closed.delete(key)) closed.add(key);
    this.#closed = closed;
  }

  openAll(): void {
    this.#closed = NONE;
  }

  closeAll(): void {
    this.#closed = new Set(this.#grouped.groups.map(({ key }) => key));
  }

  #grouperFor(grouping: Grouping): Grouper {
    if (this.#grouper?.grouping !== grouping) this.#grouper = new Grouper(grouping, journey => store.report(journey));
    return this.#grouper;
  }
}

export const lines = new Lines();
