import { Agent, request as ask, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { HeaderLine } from '../../../shared/http/header-line.ts';
import { type Listening, listen } from '../listen.ts';
import { CdnCache, type Kept, lifetimeOf } from './cdn-cache.ts';
import type { CdnHabit } from './habit.ts';
import type { Next } from './next.ts';

interface Edge {
  readonly cache: CdnCache;
  readonly agent: Agent;
  readonly next: Next;
  readonly habitOf: (request: IncomingMessage) => CdnHabit | undefined;
}

/** A small caching CDN: header lines pass as they are, with its own Age and X-Cache added to what it may store. */
export async function startCdn(next: Next, habitOf: Edge['habitOf']): Promise<Listening> {
  const agent = new Agent({ keepAlive: true });
  const edge: Edge = { cache: new CdnCache(), agent, next, habitOf };
  const server: Server = createServer((request, response) => serve(edge, request, response));
  server.on('upgrade', (request, socket, head) => switchProtocols(edge, request, socket as Socket, head));
  const { port, close } = await listen(server);
  return {
    port,
    async close() {
      await close();
      agent.destroy();
    },
  };
}

function serve(edge: Edge, request: IncomingMessage, response: ServerResponse): void {
  const kept = request.method === 'GET' ? edge.cache.find(request, Date.now()) : null;
  if (kept === null) fetchFor(edge, request, response);
  else deliver(response, kept, ['X-Cache', 'HIT']);
}

function deliver(response: ServerResponse, { status, reason, lines, body, storedAt }: Kept, mark: HeaderLine): void {
  const age: HeaderLine = ['Age', String(Math.floor((Date.now() - storedAt) / 1000))];
  response.writeHead(status, reason, [...lines, age, mark].flat());
  response.end(body);
}

function fetchFor(edge: Edge, request: IncomingMessage, response: ServerResponse): void {
  const { agent, next } = edge;
  const { method, url: path, rawHeaders: headers } = request;
  const asked = ask({ ...next(), method, path, headers, agent }, answer => {
    const lines = linesOf(answer.rawHeaders);
    if (method === 'GET' && answer.statusCode === 200 && lifetimeOf(lines) > 0) {
      void store(edge, request, answer, lines).then(kept => deliver(response, kept, ['X-Cache', 'MISS']));
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.statusMessage ?? '', answer.rawHeaders);
    response.flushHeaders();
    answer.pipe(response);
    answer.on('error', () => response.destroy());
  });
  asked.on('error', () => request.socket.destroy());
  response.on('close', () => asked.destroy());
  request.pipe(asked);
}

async function store(
  { cache, habitOf }: Edge,
  request: IncomingMessage,
  answer: IncomingMessage,
  lines: readonly HeaderLine[],
): Promise<Kept> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(Buffer.from(chunk));
  const { statusCode: status = 200, statusMessage: reason = '' } = answer;
  const kept: Kept = { status, reason, lines, body: Buffer.concat(chunks), storedAt: Date.now() };
  cache.put(request, kept, habitOf(request)?.ignoresVary ?? false);
  return kept;
}

/** WebSocket: the head goes on as it came, and from then on both sides speak as they like. */
function switchProtocols({ next }: Edge, request: IncomingMessage, client: Socket, head: Buffer): void {
  const lines = linesOf(request.rawHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
  const upstream = connect(next());
  upstream.write(`${request.method} ${request.url} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1');
  upstream.write(head);
  client.pipe(upstream).pipe(client);
  upstream.on('error', () => client.destroy());
  client.on('error', () => upstream.destroy());
}

function linesOf(raw: readonly string[]): HeaderLine[] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
}
