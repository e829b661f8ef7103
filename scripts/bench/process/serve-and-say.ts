import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Server } from 'node:net';

/** Serves on any free port and prints it as a line of JSON. */
export function serveAndSay(handle: RequestListener): void {
  listenAndSay(createServer(handle));
}

export function listenAndSay(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo;
    process.stdout.write(`${JSON.stringify({ port })}\n`);
  });
}
