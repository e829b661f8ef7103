import { type Grouped, Grouper } from '../lib/grouper.ts';
import type { Grouping, Line } from '../lib/groups.ts';
import { route } from './route.svelte.ts';
import { store } from './store.svelte.ts';

const NONE: ReadonlySet<string> = new Set();

/** The list's lines: the journeys, or groups of them where the address asks for groups. */
class Lines {
  /** Keys of the groups whose journeys are not listed. */
  #closed = $state.raw(NONE);
  #grouper: Grouper | null = null;
  readonly #grouped: Grouped = $derived.by(() => {
    const { listed } = store;
    const { group } = route;
    if (group === null) return { lines: listed, groups: [] };
    return this.#grouperFor(group).group(store.judged(listed), this.#closed);
  });
  readonly all: readonly Line[] = $derived(this.#grouped.lines);
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
