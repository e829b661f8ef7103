import type { Fix } from '../fixes/fix.ts';
import type { Witness } from '../trace/witness.ts';
import type { ExchangeRecord } from './exchange-record.ts';
import type { ProbeRecord } from './probe-record.ts';

/**
 * Version of the event union. Raise it with an incompatible change, and add the step old → new to `upgrade.ts`, so that
 * saved sessions stay readable.
 */
export const PROTOCOL = 1;

export interface TapInfo {
  readonly name: string;
  /** Where the tap listens. */
  readonly url: string;
  /** Where it sends to; null for the forward proxy, which sends wherever the browser asks. */
  readonly target: string | null;
}

/** Who speaks: always the first event of a stream and of a session file. */
export interface SessionEvent {
  readonly type: 'session';
  readonly protocol: number;
  readonly id: string;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly taps: readonly TapInfo[];
}

/** Where a joined tap's exchange stands in that tap's own log. */
export interface Reported {
  /** Id of the tap's session: each run of a tap has its own. */
  readonly session: string;
  readonly seq: number;
}

/** An exchange as it stands now; a later one with the same id replaces it. */
export interface ExchangeEvent {
  readonly type: 'exchange';
  readonly exchange: ExchangeRecord;
  /** In session files only, of exchanges that a joined tap reported: a session that goes on asks for what came after. */
  readonly reported?: Reported;
}

/** The browser's own account of a request as it stands now; a later one with the same id replaces it. */
export interface WitnessEvent {
  readonly type: 'witness';
  readonly witness: Witness;
}

/** A probe that was made, with all that it got. */
export interface ProbeEvent {
  readonly type: 'probe';
  readonly probe: ProbeRecord;
}

/** All fixes as they stand now. */
export interface FixesEvent {
  readonly type: 'fixes';
  readonly fixes: readonly Fix[];
}

/** A tap as it stands now. */
export interface TapState extends TapInfo {
  /** `here`: it belongs to this corscope; `joined`: it runs elsewhere and reports; `lost`: it did, and the link is down. */
  readonly state: 'here' | 'joined' | 'lost';
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** The address that it joined from; absent for taps of this corscope. */
  readonly from?: string;
  /** Exchanges that fell out of its memory before they could be reported; absent for none. */
  readonly dropped?: number;
}

/** All taps as they stand now: told anew whenever one joins or is lost. Until then the session event's are all. */
export interface TapsEvent {
  readonly type: 'taps';
  readonly taps: readonly TapState[];
}

/** Exchanges, browser's accounts and probes, by id, that fell out of the memory ring. */
export interface ForgottenEvent {
  readonly type: 'forgotten';
  readonly ids: readonly string[];
}

/** Everything recorded was deleted at a user's wish. */
export interface ClearedEvent {
  readonly type: 'cleared';
}

/** How many dashboards watch this session. */
export interface ViewersEvent {
  readonly type: 'viewers';
  readonly count: number;
}

/** A captured body, in session files only: viewers fetch a body when they look at it. */
export interface BodyEvent {
  readonly type: 'body';
  readonly exchange: string;
  readonly side: 'request' | 'response';
  readonly base64: string;
}

export type Event =
  | SessionEvent
  | ExchangeEvent
  | WitnessEvent
  | ProbeEvent
  | FixesEvent
  | TapsEvent
  | ForgottenEvent
  | ClearedEvent
  | ViewersEvent
  | BodyEvent;

/** `seq` numbers the events of a session from 1 on; a viewer that comes back says the last one it saw. */
export type SequencedEvent = Event & { readonly seq: number };
