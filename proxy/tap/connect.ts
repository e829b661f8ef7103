import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { Via } from '../record/recording.ts';
import { authorityOf, type Destination, parseAuthority } from './destination.ts';
import { awaitSpeech, type Speech } from './first-bytes.ts';
import { connectRouter } from './fixed-router.ts';
import { Relay } from './relay.ts';
import type { RelaySettings } from './relay-settings.ts';
import { openTunnel } from './tunnel.ts';

export interface Interceptor {
  readonly tap: string;
  readonly settings: RelaySettings;
  readonly contextFor: (host: string) => Promise<SecureContext>;
  readonly isSelf: (destination: Destination) => boolean;
  /** Keeps hold of what lives on this connection. */
  readonly adopt: (relay: Relay) => void;
  readonly drop: (relay: Relay) => void;
}

const ESTABLISHED = Buffer.from('HTTP/1.1 200 Connection Established\r\n\r\n');

interface Accepted {
  readonly socket: Socket;
  readonly connection: number;
  readonly destination: { readonly host: string; readonly port: number };
  /** The CONNECT request's head. */
  readonly received: Buffer;
}

/**
 * Serves a CONNECT (RFC 9110 §9.3.6): looks at the client's first bytes and reads along where they are TLS or plain
 * HTTP; everything else is tunnelled.
 */
export function serveConnect(socket: Socket, connection: number, head: Buffer, rest: Buffer, by: Interceptor): void {
  const target = head.toString('latin1').split(' ', 2)[1] ?? '';
  const destination = parseAuthority(target, null);
  if (destination === null) {
    socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    return;
  }
  if (by.isSelf({ scheme: 'https', ...destination })) {
    socket.end('HTTP/1.1 508 Loop Detected\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    return;
  }
  const accepted: Accepted = { socket, connection, destination, received: head };
  socket.write(ESTABLISHED);
  awaitSpeech(socket, rest, (speech, first) => serve(accepted, speech, first, by));
}

function serve(accepted: Accepted, speech: Speech, first: Buffer, by: Interceptor): void {
  switch (speech) {
    case 'tls':
      void intercept(accepted, first, by);
      return;
    case 'http':
      relayPlain(accepted, first, by);
      return;
    case 'other':
      tunnel(accepted, first, by);
  }
}

async function intercept(accepted: Accepted, first: Buffer, by: Interceptor): Promise<void> {
  const { socket } = accepted;
  const destination: Destination = { scheme: 'https', ...accepted.destination };
  const secureContext = await by.contextFor(destination.host).catch(() => null);
  if (socket.destroyed) return;
  // no certificate can be made for what is no host name: the bytes go on unread
  if (secureContext === null) {
    tunnel(accepted, first, by);
    return;
  }
  socket.unshift(first);
  const secure = new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] });
  let handshaken = false;
  secure.once('secure', () => {
    handshaken = true;
  });
  secure.on('error', error => {
    if (!handshaken) recordRefusal(accepted, error, by);
  });
  startRelay({ socket: secure, tcp: socket }, accepted.connection, destination, by);
}

function relayPlain(accepted: Accepted, first: Buffer, by: Interceptor): void {
  const { socket } = accepted;
  const destination: Destination = { scheme: 'http', ...accepted.destination };
  const relay = startRelay({ socket, tcp: socket }, accepted.connection, destination, by);
  socket.resume();
  relay.readFirst(first);
}

function startRelay(
  client: { socket: Socket; tcp: Socket },
  connection: number,
  destination: Destination,
  by: Interceptor,
): Relay {
  const route = connectRouter({ tap: by.tap, connection, scheme: destination.scheme, destination });
  const relay: Relay = new Relay(client, by.settings, route, () => by.drop(relay));
  by.adopt(relay);
  relay.dialAhead(destination);
  return relay;
}

function tunnel(accepted: Accepted, first: Buffer, by: Interceptor): void {
  const destination: Destination = { scheme: 'http', ...accepted.destination };
  const request = {
    via: tunnelVia(accepted, by),
    destination,
    received: accepted.received,
    delivered: ESTABLISHED,
    first,
  };
  openTunnel(accepted.socket, request, by.settings, () => undefined);
  accepted.socket.resume();
}

/** The client would not have corscope's certificate, or spoke broken TLS: no request came, and still it is evidence. */
function recordRefusal(accepted: Accepted, error: Error & { code?: string }, by: Interceptor): void {
  const { log } = by.settings;
  const recording = log.begin(tunnelVia(accepted, by), accepted.received);
  recording.delivered = ESTABLISHED;
  recording.outcome = { kind: 'failed', reason: 'tls', detail: `from the client: ${error.code ?? error.message}` };
  recording.endedAt = performance.now();
  log.finish(recording);
}

function tunnelVia({ connection, destination }: Accepted, by: Interceptor): Via {
  return {
    tap: by.tap,
    kind: 'tunnel',
    connection,
    scheme: 'https',
    authority: authorityOf({ scheme: 'https', ...destination }),
  };
}
