import type { Decision } from '../../shared/findings/checklist/walk.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import type { Probe } from '../../shared/probe/probe.ts';
import type { ProbeReport } from '../../shared/probe/probe-report.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { decodeEvent } from '../../shared/wire/decode.ts';
import type { SequencedEvent, SessionEvent, TapState } from '../../shared/wire/events.ts';
import { parseFilter } from '../../shared/wire/filter.ts';
import type { FilterProblem } from '../../shared/wire/filter-problem.ts';
import { createSessionState, type SessionState } from '../../shared/wire/fold.ts';
import { probeDecisions } from '../../shared/wire/probe-decisions.ts';
import type { Sequence } from '../../shared/wire/sequence.ts';
import { LineQueue } from '../lib/line-queue.ts';
import { type Counts, NO_COUNTS } from '../lib/outcome.ts';
import { type Pause, pauseAt, refiltered } from '../lib/pause.ts';
import { Sieve } from '../lib/sieve.ts';
import { Tallies } from '../lib/tallies.ts';

/** Under a frame, so that scrolling and typing stay smooth while a backlog is worked off. */
const BUDGET_MS = 10;
const EVENTS_AT_ONCE = 32;
const HIDDEN_MS = 500;
/** So often does the screen show what goes on arriving: a person sees no more in more pictures, and drawing takes longer than the work. */
const PROGRESS_MS = 160;

/**
 * The session as the page holds it. Texts of the stream are queued and worked off in slices, at most one a frame:
 * apply, judge what changed, publish. Conclusions live in the fold, remembered by journey.
 */
class Store {
  session = $state.raw<SessionEvent | null>(null);
  fixes = $state.raw<readonly Fix[]>([]);
  taps = $state.raw<readonly TapState[]>([]);
  viewers = $state(0);
  counts = $state.raw<Counts>(NO_COUNTS);
  /** Journeys of which the browser's own account says otherwise. */
  disagreements = $state(0);
  /** Journeys that pass the filter, in the order they began. */
  rows = $state.raw<Sequence<Journey>>([]);
  /** Null while the list runs. */
  pause = $state.raw<Pause | null>(null);
  total = $state(0);
  /** Rises whenever something was applied: what reads the fold through the methods below depends on it. */
  version = $state(0);
  /** Why a line of the stream could not be read, for the banner. */
  unreadable = $state<string | null>(null);
  /** Whether everything that arrived has been applied and judged. */
  settled = $state(true);

  #fold: SessionState = createSessionState();
  #queue = new LineQueue();
  /** Those that are still to be judged; some of them may have changed again. */
  #stale = new Set<Journey>();
  #tallies = new Tallies();
  #text = '';
  /** Null without a filter. */
  #sieve: Sieve | null = null;
  /** The paused list still shows what another filter let through. */
  #outdated = false;
  #scheduled = false;
  #published = Number.NEGATIVE_INFINITY;

  /** Of the last event applied: where a new connection goes on. */
  get seq(): number {
    return this.#fold.seq;
  }

  /** The rows as the list shows them. */
  get listed(): Sequence<Journey> {
    return this.pause?.rows ?? this.rows;
  }

  togglePause(): void {
    this.pause = this.pause === null ? pauseAt(this.#fold.journeys, this.rows) : null;
  }

  receive(text: string): void {
    this.#queue.push(text);
    this.#schedule();
  }

  /** Forgets everything: the server is another one than before. */
  reset(): void {
    this.#fold = createSessionState();
    this.#queue.clear();
    this.#stale.clear();
    this.#tallies = new Tallies();
    this.pause = null;
    this.setFilter(this.#text);
  }

  /** Takes a filter in the grammar of `shared/wire/filter.ts`; returns what is wrong with it. */
  setFilter(text: string): readonly FilterProblem[] {
    const { filter, problems } = parseFilter(text);
    this.#text = text;
    this.#sieve = filter.length === 0 ? null : new Sieve(filter, this.#fold);
    this.#outdated = true;
    this.#published = Number.NEGATIVE_INFINITY;
    this.#slice();
    return problems;
  }

  journey(id: string): Journey | null {
    return this.#fold.journey(id);
  }

  journeyOf(exchangeId: string): Journey | null {
    return this.#fold.journeyOf(exchangeId);
  }

  exchange(id: string): Exchange | null {
    return this.#fold.exchange(id);
  }

  exchanges(): Iterable<Exchange> {
    return this.#fold.exchanges.values();
  }

  journeys(): readonly Journey[] {
    return this.#fold.journeys;
  }

  report(journey: Journey): JourneyReport {
    return this.#fold.report(journey);
  }

  /** In the order they ended. */
  probes(): readonly Probe[] {
    return this.#fold.probes;
  }

  probeReport(probe: Probe): ProbeReport {
    return this.#fold.probeReport(probe);
  }

  /** What they say of the checklist's rows; `apis` as in `probeDecisions`. */
  probeDecisions(apis: ReadonlySet<string> | null): readonly Decision[] {
    return probeDecisions(this.#fold, apis);
  }

  /** Those of them that have been judged by now: to judge a whole backlog at once would stop the page. */
  judged(journeys: readonly Journey[]): readonly Journey[] {
    return this.settled ? journeys : journeys.filter(({ id }) => this.#tallies.has(id));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const run = () => {
      this.#scheduled = false;
      this.#slice();
    };
    // A hidden page gets no frames, and must keep up all the same.
    if (document.hidden) setTimeout(run, HIDDEN_MS);
    else requestAnimationFrame(run);
  }

  #slice(): void {
    const until = performance.now() + BUDGET_MS;
    while (!this.#queue.empty && performance.now() < until) this.#apply();
    this.#judge(until);
    this.#sieve?.work(until);
    const due = this.#due;
    if (due) this.#publish();
    if (!due || !this.#done) this.#schedule();
  }

  /** The first rows and the end of a backlog are shown at once: somebody waits for them. */
  get #due(): boolean {
    if (this.total === 0 && this.#fold.sequence.length > 0) return true;
    if (this.#done && !this.settled) return true;
    return performance.now() - this.#published > PROGRESS_MS;
  }

  /** Everything that arrived has been applied, judged and filtered. */
  get #done(): boolean {
    return this.#queue.empty && this.#stale.size === 0 && this.#sieve?.done !== false;
  }

  #apply(): void {
    const events: SequencedEvent[] = [];
    while (events.length < EVENTS_AT_ONCE) {
      const line = this.#queue.next();
      if (line === null) break;
      const decoded = decodeEvent(line);
      if (decoded.kind === 'event') this.#take(decoded.event, events);
      else if (decoded.kind === 'problem') this.unreadable = decoded.reason;
    }
    const { shown, gone } = this.#fold.apply(events);
    for (const id of gone) {
      this.#tallies.delete(id);
      this.#sieve?.remove(id);
    }
    for (const journey of shown) this.#stale.add(journey);
  }

  /** A new connection repeats who speaks, and may repeat what a lost one had still in its queue. */
  #take(event: SequencedEvent, events: SequencedEvent[]): void {
    const last = events.at(-1)?.seq ?? this.#fold.seq;
    if (event.seq > last || this.#fold.session === null) events.push(event);
  }

  #judge(until: number): void {
    for (const journey of this.#stale) {
      if (performance.now() >= until) return;
      this.#stale.delete(journey);
      if (this.#fold.journey(journey.id) !== journey) continue;
      this.#tallies.set(journey.id, this.#fold.report(journey));
      this.#sieve?.put(journey);
    }
  }

  #publish(): void {
    const { session, fixes, taps, viewers, sequence } = this.#fold;
    this.session = session;
    this.fixes = fixes;
    this.taps = taps;
    this.viewers = viewers;
    this.total = sequence.length;
    this.rows = this.#sieve?.journeys ?? sequence;
    this.counts = this.#tallies.counts;
    this.disagreements = this.#tallies.disagreements;
    this.settled = this.#done;
    if (this.#outdated && this.pause !== null) this.pause = refiltered(this.pause, this.rows);
    if (this.settled) this.#outdated = false;
    this.version += 1;
    this.#published = performance.now();
  }
}

export const store = new Store();
