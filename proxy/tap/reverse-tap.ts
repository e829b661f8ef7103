import { createServer, type Server, type Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { Destination } from './destination.ts';
import { reverseRouter } from './fixed-router.ts';
import { type ClientConnection, Relay } from './relay.ts';
import type { RelaySettings } from './relay-settings.ts';

export interface ReverseTap {
  readonly name: string;
  readonly target: Destination;
  readonly settings: RelaySettings;
  readonly nextConnection: () => number;
  readonly relays: Set<Relay>;
  /** Certificates by name, where clients speak TLS to the tap; null: plain HTTP. */
  readonly contextFor: ((host: string) => Promise<SecureContext>) | null;
}

type PickCertificate = (name: string, done: (error: Error | null, context?: SecureContext) => void) => void;

/** A listener in front of a layer: every connection to it is one connection to the target. */
export function createReverseTap(tap: ReverseTap): Server {
  const scheme = tap.contextFor === null ? 'http' : 'https';
  const clientOf = accept(tap.contextFor);
  return createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, tcp => {
    const connection = tap.nextConnection();
    const route = reverseRouter({ tap: tap.name, connection, scheme, destination: tap.target });
    const relay: Relay = new Relay(clientOf(tcp), tap.settings, route, () => tap.relays.delete(relay));
    tap.relays.add(relay);
  });
}

function accept(contextFor: ReverseTap['contextFor']): (tcp: Socket) => ClientConnection {
  if (contextFor === null) return tcp => ({ socket: tcp, tcp });
  const SNICallback: PickCertificate = (name, done) =>
    void contextFor(name).then(
      context => done(null, context),
      error => done(error as Error),
    );
  return tcp => ({ socket: new TLSSocket(tcp, { isServer: true, SNICallback, ALPNProtocols: ['http/1.1'] }), tcp });
}
