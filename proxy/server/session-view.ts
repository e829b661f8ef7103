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

  constructor(log: EventLog) {
    this.log = log;
  }

  now(): SessionState {
    this.state.apply(this.news());
    return this.state;
  }

  private *news() {
    for (const event of this.log.events(this.seen)) {
      this.seen = event.seq;
      yield event;
    }
  }
}
