import type { RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import type { LeafStore } from '../ca/leaf-store.ts';

export interface Listening {
  /** On 127.0.0.1, any free one. */
  readonly port: number;
  close(): Promise<void>;
}

/** An HTTPS server whose certificates come from corscope's own CA, for whatever name it is asked. */
export function secureServer(leaves: LeafStore, handle: RequestListener): Server {
  const pickCertificate = (name: string, done: (error: Error | null, context?: SecureContext) => void) => {
    leaves.contextFor(name).then(context => done(null, context), done);
  };
  return createTlsServer({ SNICallback: pickCertificate }, handle);
}

/** Listens on a free loopback port. */
export async function listen(server: Server): Promise<Listening> {
  // The server's own closeAllConnections misses those that are still in their TLS handshake, and closing would hang on them.
  const open = new Set<Socket>();
  server.on('connection', socket => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>(resolve => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return { port, close };
}
