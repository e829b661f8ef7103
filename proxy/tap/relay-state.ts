import type { Socket } from 'node:net';
import type { UpstreamAddress } from '../../shared/trace/exchange.ts';
import type { Destination } from './destination.ts';
import type { DialFailure } from './dial.ts';
import type { MessageReader } from './message-reader.ts';
import type { Outbox } from './outbox.ts';
import type { RelaySettings } from './relay-settings.ts';
import type { Router } from './route.ts';
import type { Turn } from './turn.ts';

/** What the two sides of a relay share. */
export interface RelayState {
  /** The client's connection, perhaps TLS, and the TCP socket beneath it. */
  readonly client: Socket;
  readonly tcp: Socket;
  readonly settings: RelaySettings;
  readonly route: Router;
  readonly requests: MessageReader;
  readonly responses: MessageReader;
  readonly toClient: Outbox;
  readonly toUpstream: Outbox;
  upstream: Socket | null;
  destination: Destination | null;
  /** Where the upstream connection leads, once it stands, its TLS handshake included. */
  connectedTo: UpstreamAddress | null;
  /** The upstream was lost while no request was under way: the next one is told so. */
  lost: DialFailure | null;
  turn: Turn | null;
  /** Bytes of a pipelined request, read when its turn comes. */
  heldBack: Buffer | null;
  clientEnded: boolean;
  /** The client's connection is being closed: what still comes is not read. */
  over: boolean;
  /** Reads what was held back. */
  readonly readOn: () => void;
  /** On the clock of performance.now(). */
  lastActive: number;
}
