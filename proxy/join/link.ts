import type { Tie } from '../../shared/trace/sighting.ts';
import type { EventLog } from '../record/event-log.ts';
import type { FixStore } from '../record/fix-store.ts';
import { Connection, type Heard, type Identity, type Reporting } from './connection.ts';
import { Delivery } from './delivery.ts';
import { isRefusal, JoinError, type JoinProblem } from './join-problem.ts';
import type { Welcome } from './messages.ts';
import { Reporter } from './report.ts';

/** How a tap stands with the corscope that it reports to. */
export type LinkNews =
  | { readonly state: 'joined'; readonly session: string; readonly dropped: number }
  /** Not joined; it tries again. */
  | { readonly state: 'waiting'; readonly problem: JoinProblem }
  /** Its memory is full: the oldest exchanges go, unreported. */
  | { readonly state: 'dropping' };

export interface LinkParts {
  readonly to: Reporting;
  readonly as: Identity;
  readonly log: EventLog;
  readonly fixes: FixStore;
  readonly tell: (news: LinkNews) => void;
  /** A tap further on has met a request of this one. */
  readonly met: (how: Tie) => void;
}

/** As often as a dashboard is told. */
const REPORT_MS = 50;
const REPORT_BYTES = 256 * 1024;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;
/** How long the end waits for what has not arrived yet, and for the other end's goodbye. */
const LAST_WORDS_MS = 1_000;
const GOODBYE_MS = 300;

/**
 * The way of a tap's log to the corscope that it reports to. The log is the buffer: what has not arrived when the link
 * drops is sent on the next connection, and what falls out of the log before that is counted.
 */
export class Link {
  private readonly parts: LinkParts;
  private readonly delivery = new Delivery();
  private readonly reporter: Reporter;
  private connection: Connection | null = null;
  private welcome: Welcome | null = null;
  private timer: NodeJS.Timeout | undefined;
  private retry: NodeJS.Timeout | undefined;
  private retryMs = FIRST_RETRY_MS;
  /** What the other end was told. */
  private toldDropped = 0;
  /** What the user was told since the link was last up. */
  private toldTrouble: string | null = null;
  private toldDropping = false;
  /** Those who wait for the first attempt's end, for the last report's arrival, and for the connection's end. */
  private onFirst: ((problem: JoinProblem | null) => void) | null = null;
  private onQuiet: (() => void) | null = null;
  private onOver: (() => void) | null = null;

  constructor(parts: LinkParts) {
    this.parts = parts;
    this.reporter = new Reporter(parts.log);
    parts.log.forgetting = seqs => this.forget(seqs);
  }

  /**
   * Joins, or goes on trying. A refusal at the first attempt is the user's to mend; later it only waits, for by then
   * requests pass through the tap. @throws JoinError
   */
  async open(): Promise<void> {
    const problem = await new Promise<JoinProblem | null>(resolve => {
      this.onFirst = resolve;
      this.connect();
    });
    this.onFirst = null;
    if (problem !== null && isRefusal(problem)) {
      clearTimeout(this.retry);
      throw new JoinError(problem);
    }
    this.timer = setInterval(() => this.report(), REPORT_MS);
  }

  /** Reports what is left, as far as the link carries it within a second, and says goodbye. */
  async close(): Promise<void> {
    clearTimeout(this.retry);
    if (this.welcome !== null) await within(LAST_WORDS_MS, done => this.whenQuiet(done));
    clearInterval(this.timer);
    // the link may have dropped over it
    clearTimeout(this.retry);
    const { connection } = this;
    if (connection === null) return;
    await within(GOODBYE_MS, done => {
      this.onOver = done;
      connection.end();
    });
    connection.cut();
  }

  private connect(): void {
    this.connection = new Connection(this.parts.to, this.parts.as, {
      heard: message => this.heard(message),
      over: problem => this.over(problem),
    });
  }

  private heard(message: Heard): void {
    switch (message.type) {
      case 'welcome':
        this.joined(message);
        break;
      case 'fixes':
        this.parts.fixes.adopt(message.fixes);
        break;
      case 'met':
        this.parts.met(message.how);
        break;
      case 'have':
        this.confirmed(message.seq);
    }
  }

  private joined(welcome: Welcome): void {
    this.welcome = welcome;
    this.retryMs = FIRST_RETRY_MS;
    this.toldTrouble = null;
    this.toldDropping = false;
    this.toldDropped = 0;
    this.delivery.resume(welcome.after);
    this.reporter.restart();
    this.parts.tell({ state: 'joined', session: welcome.session, dropped: this.delivery.dropped });
    this.onFirst?.(null);
    this.report();
  }

  private over(problem: JoinProblem): void {
    this.connection = null;
    this.welcome = null;
    // nobody is left who could switch them off
    if (problem.reason === 'ended') this.parts.fixes.adopt([]);
    if (this.onOver !== null) {
      this.onOver();
      return;
    }
    this.retry = setTimeout(() => this.connect(), this.retryMs);
    this.retryMs = Math.min(LAST_RETRY_MS, this.retryMs * 2);
    this.tellTrouble(problem);
    this.onFirst?.(problem);
  }

  /** That nobody answers is no news while the link is down. */
  private tellTrouble(problem: JoinProblem): void {
    const trouble = isRefusal(problem) ? problem.reason : 'down';
    if (trouble === this.toldTrouble) return;
    this.toldTrouble = trouble;
    this.parts.tell({ state: 'waiting', problem });
  }

  private forget(seqs: readonly number[]): void {
    const before = this.delivery.dropped;
    this.delivery.forget(seqs);
    if (this.delivery.dropped === before || this.toldDropping) return;
    this.toldDropping = true;
    this.parts.tell({ state: 'dropping' });
  }

  private report(): void {
    const { connection, welcome, delivery } = this;
    if (connection === null || welcome === null || !connection.free) return;
    const { bytes, last, left } = this.reporter.read(delivery.sent, REPORT_BYTES, welcome.bodyBytes);
    delivery.sent = last;
    delivery.dropped += left;
    if (delivery.dropped !== this.toldDropped) {
      this.toldDropped = delivery.dropped;
      connection.send({ type: 'dropped', count: delivery.dropped });
    }
    if (bytes.length === 0) return;
    delivery.unconfirmed += 1;
    // what has gathered goes out as fast as the link carries it, not one batch a tick
    connection.report(bytes, () => {
      if (bytes.length >= REPORT_BYTES) this.report();
    });
  }

  private confirmed(seq: number): void {
    this.delivery.have(seq);
    if (this.onQuiet !== null) this.whenQuiet(this.onQuiet);
  }

  private whenQuiet(done: () => void): void {
    this.onQuiet = done;
    this.report();
    if (this.delivery.unconfirmed === 0) done();
  }
}

/** Waits for `done`, but not for ever. */
async function within(milliseconds: number, start: (done: () => void) => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds);
    start(resolve);
  });
  clearTimeout(timer);
}
