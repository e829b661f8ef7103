import type { FixMatcher } from '../../shared/fixes/apply.ts';
import type { EventLog } from '../record/event-log.ts';
import type { Correlation } from './correlation.ts';
import type { Destination } from './destination.ts';
import type { DialSettings } from './dial.ts';

export interface Limits {
  /** Bytes of one head. */
  readonly headBytes: number;
  /** Bytes kept of each body. */
  readonly bodyBytes: number;
  /** A head must be complete this long after its first byte. */
  readonly headTimeoutMs: number;
  /** A connection with nothing under way is closed after this. */
  readonly idleTimeoutMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  headBytes: 256 * 1024,
  bodyBytes: 256 * 1024,
  headTimeoutMs: 60_000,
  idleTimeoutMs: 600_000,
};

/** What every relay of a running corscope shares. */
export interface RelaySettings {
  readonly log: EventLog;
  readonly dial: DialSettings;
  readonly limits: Limits;
  /** The fixes as they stand now; null while none is switched on, so that nothing needs to be parsed. */
  readonly fixes: () => FixMatcher | null;
  /** Ties what several taps see of one request; null while there is one tap alone, which then passes heads on unread. */
  readonly correlation: () => Correlation | null;
  /** Whether a destination is corscope's own port: a request that would go round in circles. */
  readonly isSelf: (destination: Destination) => boolean;
}
