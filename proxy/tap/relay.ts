import type { Socket } from 'node:net';
import { clientClosed, clientEnd, readClient, readHeldBack, requestEvents } from './client-side.ts';
import type { Destination } from './destination.ts';
import { MessageReader } from './message-reader.ts';
import { Outbox } from './outbox.ts';
import { reach } from './reach.ts';
import type { RelaySettings } from './relay-settings.ts';
import type { RelayState } from './relay-state.ts';
import type { Router } from './route.ts';
import { responseEvents } from './upstream-side.ts';

/** A client's connection as the relay gets it: perhaps TLS, with the TCP socket beneath it. */
export interface ClientConnection {
  readonly socket: Socket;
  readonly tcp: Socket;
}

/**
 * One client connection and the upstream connection behind it. Bytes pass as they come; two readers look at them and
 * find heads and ends. Requests go one at a time: a pipelined one waits until the answer before it has passed.
 */
export class Relay {
  private readonly state: RelayState;

  constructor(client: ClientConnection, settings: RelaySettings, route: Router, closed: () => void) {
    const state: RelayState = {
      client: client.socket,
      tcp: client.tcp,
      settings,
      route,
      requests: new MessageReader(
        requestEvents(() => state),
        settings.limits.headBytes,
      ),
      responses: new MessageReader(
        responseEvents(() => state),
        settings.limits.headBytes,
      ),
      toClient: new Outbox(),
      toUpstream: new Outbox(),
      upstream: null,
      destination: null,
      connectedTo: null,
      lost: null,
      turn: null,
      heldBack: null,
      clientEnded: false,
      over: false,
      readOn: () => readHeldBack(state),
      lastActive: performance.now(),
    };
    this.state = state;
    const { socket } = client;
    socket.on('data', (chunk: Buffer) => readClient(state, chunk));
    socket.on('drain', () => state.upstream?.resume());
    socket.on('end', () => clientEnd(state));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      clientClosed(state);
      closed();
    });
  }

  /** Hands in bytes that were read before the relay existed. */
  readFirst(chunk: Buffer): void {
    readClient(this.state, chunk);
  }

  /** Opens the upstream before the first request: the handshakes run side by side. */
  dialAhead(destination: Destination): void {
    reach(this.state, destination);
  }

  /** Closes what waits too long; called every few seconds with performance.now(). */
  sweep(now: number): void {
    const { turn, lastActive, requests, settings } = this.state;
    if (turn !== null) return;
    const { headTimeoutMs, idleTimeoutMs } = settings.limits;
    if (now - lastActive > (requests.idle ? idleTimeoutMs : headTimeoutMs)) this.destroy();
  }

  /** Ends both sides at once; an exchange under way is recorded as it stands. */
  destroy(): void {
    this.state.client.destroy();
    this.state.upstream?.destroy();
  }
}
