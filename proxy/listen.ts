import type { AddressInfo, Server } from 'node:net';
import { StartError } from './start-problem.ts';

/** Listens and gives the port. @throws StartError */
export async function listen(server: Server, host: string, port: number, tap: string | null): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => reject(problemOf(error, host, port, tap));
    server.once('error', failed);
    server.listen({ host, port }, () => {
      server.off('error', failed);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Listens on `port`, or on the first free one of the next hundred. @throws StartError */
export async function listenFrom(server: Server, host: string, port: number): Promise<number> {
  for (let candidate = port; ; candidate += 1) {
    try {
      return await listen(server, host, candidate, null);
    } catch (error) {
      const taken = error instanceof StartError && error.problem.reason === 'port-taken';
      if (!taken || candidate >= port + 100) throw error;
    }
  }
}

function problemOf(error: NodeJS.ErrnoException, host: string, port: number, tap: string | null): StartError {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError({ reason: 'port-taken', host, port, tap });
    case 'EACCES':
      return new StartError({ reason: 'port-forbidden', host, port });
    case 'EADDRNOTAVAIL':
    case 'EAFNOSUPPORT':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartError({ reason: 'no-such-address', host });
    default:
      return new StartError({ reason: 'cannot-listen', host, port, detail: error.message });
  }
}
