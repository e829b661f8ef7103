import type { Grouping } from '../lib/groups.ts';
import { PARTS, type Part, type Route, readRoute, type View, writeRoute } from '../lib/route.ts';

/** View, filter and selection, kept in step with the address both ways. */
class RouteState {
  #route = $state.raw<Route>(readRoute(location.hash));
  // Each by itself, so that who reads the filter is not woken by a selection.
  readonly view: View = $derived(this.#route.view);
  readonly filter: string = $derived(this.#route.filter);
  readonly group: Grouping | null = $derived(this.#route.group);
  readonly journey: string | null = $derived(this.#route.journey);
  readonly compared: string | null = $derived(this.#route.compared);
  readonly lane: string | null = $derived(this.#route.lane);
  readonly scope: string | null = $derived(this.#route.scope);
  readonly failing: boolean = $derived(this.#route.failing);
  readonly labCase: string | null = $derived(this.#route.labCase);
  readonly #parts: readonly Part[] = $derived(this.#route.parts);

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
    this.#write({ ...this.#route, view: 'traffic', journey, compared: null, lane: null }, false);
  }

  /** Shows the selected journey beside another; null ends that. */
  compareWith(compared: string | null): void {
    this.#write({ ...this.#route, view: 'traffic', compared }, true);
  }

  selectLane(lane: string): void {
    this.#write({ ...this.#route, lane }, false);
  }

  /** Whether that part of the journey is shown. */
  shows(part: Part): boolean {
    return this.#parts.includes(part);
  }

  showPart(part: Part, shown: boolean): void {
    const parts = PARTS.filter(each => (each === part ? shown : this.#parts.includes(each)));
    this.#write({ ...this.#route, parts }, false);
  }

  /** What the checklist is walked over; see Route. */
  walkOver(scope: string | null): void {
    this.#write({ ...this.#route, scope }, false);
  }

  showFailing(failing: boolean): void {
    this.#write({ ...this.#route, failing }, false);
  }

  chooseCase(labCase: string): void {
    this.#write({ ...this.#route, labCase }, false);
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
