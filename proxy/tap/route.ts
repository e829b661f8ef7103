import type { Via } from '../record/recording.ts';
import type { Destination } from './destination.ts';
import type { DialFailure } from './dial.ts';
import type { RequestStart } from './start-line.ts';

/** Where one request goes, and how its head is written there. */
export interface Routed {
  readonly kind: 'routed';
  readonly via: Via;
  readonly destination: Destination;
  /** The head to send, the very same bytes where corscope changes nothing. */
  readonly forwarded: Buffer;
}

/** The request goes nowhere; `page` is what corscope answers instead. */
export interface Refused {
  readonly kind: 'refused';
  readonly via: Via;
  readonly failure: DialFailure;
  readonly page: Buffer;
}

/** Decides for each request of a connection. `head` is the latin-1 text of `bytes`. */
export type Router = (start: RequestStart, head: string, bytes: Buffer) => Routed | Refused;
