import type { Server, Socket } from 'node:net';
import { bracketed } from './own-names.ts';

/** Servers and the connections to them, which end together. */
export class Listeners {
  private readonly servers: Server[] = [];
  private readonly sockets = new Set<Socket>();

  add(server: Server): Server {
    this.servers.push(server);
    return server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  /** Listens no more, and ends every connection; resolves once they are gone. */
  async close(): Promise<void> {
    for (const server of this.servers) server.close();
    await Promise.all([...this.sockets].map(ended));
  }
}

/** Where a listener can be reached: a wildcard address is no address to go to. */
export function urlOf(host: string, port: number, secure = false): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `${secure ? 'https' : 'http'}://${bracketed(reachable)}:${port}`;
}

function ended(socket: Socket): Promise<void> {
  return new Promise(resolve => {
    socket.once('close', () => resolve()).destroy();
  });
}
