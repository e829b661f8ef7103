import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import { Peer } from './peer.ts';

/** A server that says nothing by itself: each connection is a peer for the test to drive. */
export interface Upstream {
  readonly port: number;
  /** The next connection, in the order in which they came. */
  next(): Promise<Peer>;
  /** How many connections came in all. */
  readonly count: number;
  /** Leaves out the connections that nobody has asked for. */
  forget(): void;
  close(): void;
}

/** `context`: speak TLS with it. */
export async function listenUpstream(context: SecureContext | null = null): Promise<Upstream> {
  const sockets = new Set<Socket>();
  const ready: Peer[] = [];
  const asking: ((peer: Peer) => void)[] = [];
  let count = 0;
  const server = createServer({ allowHalfOpen: true, noDelay: true }, socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    count += 1;
    const peer = peerOn(socket, context);
    const ask = asking.shift();
    if (ask) ask(peer);
    else ready.push(peer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get count() {
      return count;
    },
    next() {
      const peer = ready.shift();
      return peer ? Promise.resolve(peer) : new Promise(resolve => asking.push(resolve));
    },
    forget() {
      ready.length = 0;
      asking.length = 0;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function peerOn(socket: Socket, secureContext: SecureContext | null): Peer {
  if (secureContext === null) return new Peer(socket);
  return new Peer(new TLSSocket(socket, { isServer: true, secureContext, ALPNProtocols: ['http/1.1'] }), socket);
}
