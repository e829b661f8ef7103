import type { SessionEvent, TapState } from '../../shared/wire/events.ts';
import { tapsOf } from '../../shared/wire/taps-of.ts';
import type { EventLog } from '../record/event-log.ts';

/** All taps of a session as they stand now: every change is an event. */
export class TapRoster {
  private readonly taps: Map<string, TapState>;
  private readonly log: EventLog;
  private readonly listeners: ((tap: TapState, before: TapState | null) => void)[] = [];

  constructor(session: SessionEvent, log: EventLog) {
    this.taps = new Map(tapsOf(session).map(tap => [tap.name, tap]));
    this.log = log;
  }

  get(name: string): TapState | null {
    return this.taps.get(name) ?? null;
  }

  /** A tap that is new, or another state of one. */
  put(tap: TapState): void {
    const before = this.get(tap.name);
    this.taps.set(tap.name, tap);
    this.log.append({ type: 'taps', taps: [...this.taps.values()] });
    for (const listener of this.listeners) listener(tap, before);
  }

  watch(listener: (tap: TapState, before: TapState | null) => void): void {
    this.listeners.push(listener);
  }
}
