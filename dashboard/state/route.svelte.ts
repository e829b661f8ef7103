import type { Grouping } from '../lib/groups.ts';
import { type Route, readRoute, type View, writeRoute } from '../lib/route.ts';

/** View, filter and selection, kept in step with the address both ways. */
class RouteState {
  #route = $state.raw<Route>(readRoute(location.hash));
  // Each by itself, so that who reads the filter is not woken by a selection.
  readonly view: View = $derived(this.#route.view);
  readonly filter: string = $derived(this.#route.filter);
  readonly group: Grouping | null = $derived(this.#route.group);
  readonly journey: string | null = $derived(this.#route.journey);
  readonly compared: string | null = $derived(this.#route.compared);

  constructor() {
    addEventListener('hashchange', () => {
      this.#route = readRoute(location.hash);
    });
  }

  /** A view is a place to come back to; a filter's letters and a walk through the list are not. */
  show(view: View): void {
    this.#write({ ...this.#route, view }, true);
  }

  setFilter(filter: string): void {
    this.#write({ ...this.#route, view: 'traffic', filter }, false);
  }

  groupBy(group: Grouping | null): void {
    this.#write({ ...this.#route, view: 'traffic', group }, false);
  }

  select(journey: string | null): void {
    this.#write({ ...this.#route, view: 'traffic', journey, compared: null }, false);
  }

  /** Shows the selected journey beside another; null ends that. */
  compareWith(compared: string | null): void {
    this.#write({ ...this.#route, view: 'traffic', compared }, true);
  }

  #write(route: Route, asPlace: boolean): void {
    this.#route = route;
    const hash = writeRoute(route);
    if (hash === location.hash) return;
    if (asPlace) history.pushState(null, '', hash);
    else history.replaceState(null, '', hash);
  }
}

export const route = new RouteState();
