import { createServer, type Server } from 'node:net';
import type { Destination } from './destination.ts';
import { reverseRouter } from './fixed-router.ts';
import { Relay } from './relay.ts';
import type { RelaySettings } from './relay-settings.ts';

export interface ReverseTap {
  readonly name: string;
  readonly target: Destination;
  readonly settings: RelaySettings;
  readonly nextConnection: () => number;
  readonly relays: Set<Relay>;
}

/** A listener in front of a layer: every connection to it is one connection to the target. */
export function createReverseTap(tap: ReverseTap): Server {
  return createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, socket => {
    const route = reverseRouter({
      tap: tap.name,
      connection: tap.nextConnection(),
      scheme: 'http',
      destination: tap.target,
    });
    const relay: Relay = new Relay({ socket, tcp: socket }, tap.settings, route, () => tap.relays.delete(relay));
    tap.relays.add(relay);
  });
}
