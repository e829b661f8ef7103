import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { checkSite, checkToken, DENIAL_STATUS } from './access.ts';
import type { AppParts } from './app.ts';
import type { Live } from './live.ts';

/**
 * The HTTP server for corscope's own port. It listens nowhere: the front door hands it the connections that are for it.
 * express and the dashboard's code are loaded with the first request, so that the proxy starts without them.
 */
export function createOwnServer(parts: () => AppParts, live: () => Promise<Live>): Server {
  let app: Promise<(request: IncomingMessage, response: ServerResponse) => void> | null = null;
  const load = async () => (await import('./app.ts')).createApp(parts());
  const server = createServer(async (request, response) => {
    app ??= load();
    (await app)(request, response);
  });
  server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head, parts(), live));
  return server;
}

async function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  parts: AppParts,
  live: () => Promise<Live>,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  const denial = checkSite(request, parts.access) ?? checkToken(request, parts.access);
  if (denial !== null) return refuse(socket, DENIAL_STATUS[denial]);
  const url = new URL(request.url ?? '/', 'http://corscope');
  const after = Number(url.searchParams.get('after') ?? 0);
  if (url.pathname !== '/api/live') return refuse(socket, 404);
  if (!Number.isInteger(after) || after < 0) return refuse(socket, 400);
  (await live()).accept(request, socket, head, after);
}

const REASONS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
};

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}
