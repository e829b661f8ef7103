import type { Changes } from '../../shared/trace/draft.ts';
import { createSessionState, type SessionState } from '../../shared/wire/fold.ts';
import type { EventLog } from '../record/event-log.ts';

/**
 * The session as the API answers from it: the same fold as the dashboard's, over the same events, brought up to date
 * whenever somebody asks.
 */
export class SessionView {
  private readonly state: SessionState = createSessionState();
  private readonly log: EventLog;
  private seen = 0;
  private readonly watchers: ((changes: Changes) => void)[] = [];

  constructor(log: EventLog) {
    this.log = log;
  }

  now(): SessionState {
    const changes = this.state.apply(this.news());
    for (const told of this.watchers) told(changes);
    return this.state;
  }

  /** From now on is told of the journeys that are new, changed or gone, whenever anybody asks for the session. */
  watch(told: (changes: Changes) => void): void {
    this.watchers.push(told);
  }

  private *news() {
    for (const event of this.log.events(this.seen)) {
      this.seen = event.seq;
      yield event;
    }
  }
}
