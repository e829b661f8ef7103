import { allExchangesOf } from '../../shared/trace/journey.ts';
import { type Filter, matches } from '../../shared/wire/filter.ts';
import type { SessionView } from '../server/session-view.ts';
import { printJson } from './print.ts';

/** As often as a dashboard hears of something new. */
const LOOK_MS = 50;

/** Prints `{"event":"journey", …Journey}` once for each journey that a filter lets through, when it is decided. */
export class JourneyTeller {
  private readonly view: SessionView;
  private readonly filter: Filter;
  private readonly decided = new Set<string>();
  private changed = new Set<string>();
  private timer: NodeJS.Timeout | null = null;

  /** What the session has by now is told by nobody: a session file's journeys were decided in the run before. */
  constructor(view: SessionView, filter: Filter) {
    this.view = view;
    this.filter = filter;
    const state = view.now();
    for (const journey of state.journeys) {
      if (state.report(journey).verdict.outcome !== 'pending') this.decided.add(journey.id);
    }
    view.watch(({ shown, gone }) => {
      for (const { id } of shown) this.changed.add(id);
      for (const id of gone) this.decided.delete(id);
    });
  }

  /** To be called once standard output is free for it. */
  start(): void {
    this.timer = setInterval(() => this.tell(), LOOK_MS);
  }

  /** Prints what was decided meanwhile, and nothing after that. */
  end(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.tell();
  }

  private tell(): void {
    const state = this.view.now();
    const { changed } = this;
    this.changed = new Set();
    for (const id of changed) {
      const journey = state.journey(id);
      if (journey === null) continue;
      const report = state.report(journey);
      if (report.verdict.outcome === 'pending' || this.decided.has(id)) continue;
      this.decided.add(id);
      if (matches(this.filter, report, allExchangesOf(journey))) printJson({ event: 'journey', ...report });
    }
  }
}
