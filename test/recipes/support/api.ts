import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What stands behind a proxy: an API that knows nothing of CORS, but for `/own`, which has ideas of its own about it. */
export interface Api {
  readonly address: string;
  close(): Promise<void>;
}

export async function startApi(): Promise<Api> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, close: () => closed(server) };
}

async function closed(server: Server): Promise<void> {
  const end = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await end;
}

/** What an application says that thinks CORS is its own business. */
export const OWN = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'BREW',
  'Access-Control-Allow-Headers': '*',
  'Access-Control-Expose-Headers': 'X-Own',
  'Access-Control-Max-Age': '86400',
};

const answer: RequestListener = (request, response) => {
  const path = request.url ?? '';
  response.setHeader('X-Upstream', 'yes');
  if (path.endsWith('/cut')) return void request.socket.destroy();
  if (path.endsWith('/own')) response.setHeaders(new Map(Object.entries(OWN)));
  if (path.endsWith('/private')) return void response.writeHead(401, { 'WWW-Authenticate': 'Bearer' }).end();
  if (request.method === 'OPTIONS') return void response.writeHead(405, { Allow: 'GET' }).end();
  if (path.endsWith('/missing')) return void response.writeHead(404).end('no such thing');
  if (path.endsWith('/broken')) return void response.writeHead(500).end('out of order');
  response.writeHead(200, { Vary: 'Accept-Encoding', 'X-Request-Id': '7' }).end('a thing');
};
