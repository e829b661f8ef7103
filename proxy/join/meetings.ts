import { readTrace } from '../../shared/trace/correlation.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { canBeBehind, guessKey } from '../../shared/trace/guess-tie.ts';
import { FORWARD_TAP } from '../../shared/trace/path.ts';
import type { Tie } from '../../shared/trace/sighting.ts';
import { readExchange } from '../../shared/wire/exchange-record.ts';
import type { Correlating } from '../correlating.ts';
import type { EventLog } from '../record/event-log.ts';

/** A tap that runs elsewhere. */
export interface FarTap {
  /** Begins the values that it writes. */
  readonly prefix: string;
  readonly link: { sendMet(how: Tie): void };
}

/** Looking takes time that requests wait for, and a sample is enough to learn from. */
const MOST_AT_ONCE = 200;
/** Requests that are remembered, and of those that ask for the same. */
const MOST_KEYS = 500;
const MOST_OF_A_KEY = 8;
const OFTEN_ENOUGH = 2;

/**
 * Which taps come behind which is learned where they run, and each process knows its own taps alone: this looks at what all
 * of them saw, and tells each what the others met. So the correlation header is written where another tap reads it, in
 * whatever order the taps stand and have joined.
 */
export class Meetings {
  private readonly log: EventLog;
  private readonly correlating: Correlating;
  private readonly far: ReadonlyMap<string, FarTap>;
  private readonly recent = new Map<string, Exchange[]>();
  /** How often a tap's exchange looked as if it were behind another tap's, by the names of the two. */
  private readonly looked = new Map<string, number>();
  /** Those who know already that what they write is read. */
  private readonly told = new Set<string>();
  private seen = 0;

  /** `far`: the taps that run elsewhere, by name. */
  constructor(log: EventLog, correlating: Correlating, far: ReadonlyMap<string, FarTap>) {
    this.log = log;
    this.correlating = correlating;
    this.far = far;
  }

  /** Looks at what has come into the log since the last time, or at the newest of it where that is much. */
  look(): void {
    this.seen = Math.max(this.seen, this.log.last - MOST_AT_ONCE);
    for (const event of this.log.events(this.seen)) {
      this.seen = event.seq;
      if (event.type === 'exchange' && event.exchange.kind === 'http') this.lookAt(readExchange(event.exchange));
    }
  }

  private lookAt(exchange: Exchange): void {
    const read = readTrace(exchange);
    if (read !== null && this.far.has(exchange.tap)) this.tellWriter(read);
    this.guess(exchange);
    this.remember(exchange);
  }

  private tellWriter(value: string): void {
    const [prefix, number] = value.split('-', 2);
    if (prefix === this.correlating.prefix) {
      const front = this.log.record(`e${number}`);
      if (front !== null) this.correlating.current?.meet(front, 'header');
      return;
    }
    const writer = [...this.far.values()].find(tap => tap.prefix === prefix);
    if (writer === undefined || this.told.has(writer.prefix)) return;
    this.told.add(writer.prefix);
    writer.link.sendMet('header');
  }

  /** Taps of this process find each other by themselves. */
  private guess(exchange: Exchange): void {
    for (const other of this.recent.get(keyOf(exchange)) ?? []) {
      if (other.id === exchange.id || !(this.far.has(exchange.tap) || this.far.has(other.tap))) continue;
      if (isBehind(other, exchange)) this.suspect(other, exchange);
      else if (isBehind(exchange, other)) this.suspect(exchange, other);
    }
  }

  /** What happens side by side may look like it once, in either direction; what lies on one path looks like it each time. */
  private suspect(outer: Exchange, inner: Exchange): void {
    const pair = `${outer.tap} ${inner.tap}`;
    const times = (this.looked.get(pair) ?? 0) + 1;
    this.looked.set(pair, times);
    if (times < OFTEN_ENOUGH || this.looked.has(`${inner.tap} ${outer.tap}`)) return;
    const tap = this.far.get(outer.tap);
    if (tap !== undefined) tap.link.sendMet('guess');
    else this.correlating.current?.meet(outer, 'guess');
  }

  private remember(exchange: Exchange): void {
    const key = keyOf(exchange);
    const others = this.recent.get(key)?.filter(({ id }) => id !== exchange.id) ?? [];
    this.recent.delete(key);
    this.recent.set(key, [...others, exchange].slice(-MOST_OF_A_KEY));
    const [oldest] = this.recent.keys();
    if (this.recent.size > MOST_KEYS && oldest !== undefined) this.recent.delete(oldest);
  }
}

function keyOf(exchange: Exchange): string {
  return guessKey(exchange).join(' ');
}

/** Both have ended, so that it is known what happened within what; and none is known yet that is in front of the inner one. */
function isBehind(outer: Exchange, inner: Exchange): boolean {
  if (inner.tap === FORWARD_TAP || inner.timings.ended === null || outer.timings.ended === null) return false;
  if (readTrace(inner) !== null) return false;
  return canBeBehind(outer, inner);
}
