import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Joins } from '../join/joins.ts';
import { type AccessRules, checkJoin, checkSite, checkToken, DENIAL_STATUS, denialText } from './access.ts';
import { errorBody } from './api-error.ts';
import type { Live } from './live.ts';
import { OWN_HEADERS } from './own-headers.ts';

export interface OwnServerParts {
  readonly access: AccessRules;
  readonly app: () => Promise<(request: IncomingMessage, response: ServerResponse) => void>;
  readonly live: () => Promise<Live>;
  readonly joins: () => Promise<Joins>;
}

/** The HTTP server for corscope's own port. It listens nowhere: the front door hands it the connections that are for it. */
export function createOwnServer(parts: OwnServerParts): Server {
  const server = createServer(async (request, response) => {
    (await parts.app())(request, response);
  });
  server.on('upgrade', (request, socket, head) => void upgrade(request, socket, head, parts));
  return server;
}

async function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  { access, live, joins }: OwnServerParts,
): Promise<void> {
  socket.on('error', () => socket.destroy());
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const denial =
    path === '/api/join' ? checkJoin(request, access) : (checkSite(request, access) ?? checkToken(request, access));
  if (denial !== null) {
    return refuse(socket, DENIAL_STATUS[denial], denial, denialText(denial, request.headers.host));
  }
  if (path === '/api/join') return (await joins()).accept(request, socket, head);
  if (path !== '/api/live') {
    return refuse(socket, 404, 'not-found', 'the stream of events is at /api/live, and taps join at /api/join');
  }
  const asked = new URLSearchParams(query);
  const after = asked.get('after') ?? '0';
  if (!/^\d{1,15}$/.test(after)) {
    return refuse(socket, 400, 'bad-after', 'after is the number of the last event seen, such as 0');
  }
  (await live()).accept(request, socket, head, { after: Number(after), hold: asked.has('hold') });
}

/** An upgrade that is refused is answered as every other request would be. */
function refuse(socket: Duplex, status: number, code: string, message: string): void {
  const body = JSON.stringify(errorBody(code, message));
  const headers = {
    ...OWN_HEADERS,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`);
}
