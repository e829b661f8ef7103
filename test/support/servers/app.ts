import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { parseRequestHead, type RequestHead } from '../../../shared/http/head.ts';
import { firstValue, type HeaderLine, hasHeader } from '../../../shared/http/header-line.ts';
import type { Server } from './server.ts';

/** One answer of the app's. In values, `{origin}` is the request's Origin: without one, the line is not sent. */
export interface AppAnswer {
  /** Left out: any. */
  readonly method?: string;
  /** The target's path without its query; left out: any. */
  readonly path?: string;
  /** Whether the request has an Origin; left out: either. */
  readonly withOrigin?: boolean;
  /** It is given to the first request that it fits, and to no other. */
  readonly once?: true;
  /** Code and reason, such as `200 OK`. */
  readonly status: string;
  /** As they are to stand on the wire; the length of the body is added. */
  readonly lines?: readonly HeaderLine[];
  readonly body?: string;
}

export interface App extends Server {
  /** The heads of the requests that came, in order. */
  readonly asked: readonly RequestHead[];
}

/** An app over raw sockets that answers with the first of its answers that fits, 404 without more where none does. */
export async function startApp(given: readonly AppAnswer[]): Promise<App> {
  let answers = given;
  const asked: RequestHead[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    eachRequest(socket, request => {
      asked.push(request);
      const answer = answers.find(each => fits(each, request)) ?? NOT_FOUND;
      if (answer.once) answers = answers.filter(each => each !== answer);
      socket.write(Buffer.from(written(answer, request), 'latin1'));
      if (/close/i.test(firstValue(request.lines, 'Connection') ?? '')) socket.end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    log: () => asked.map(({ method, target, lines }) => `${method} ${target} ${JSON.stringify(lines)}\n`).join(''),
    async stop() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

const NOT_FOUND: AppAnswer = { status: '404 Not Found' };

function fits({ method, path, withOrigin }: AppAnswer, request: RequestHead): boolean {
  if (method !== undefined && method !== request.method) return false;
  if (path !== undefined && path !== request.target.split('?')[0]) return false;
  return withOrigin === undefined || withOrigin === hasHeader(request.lines, 'Origin');
}

function written({ status, lines = [], body = '' }: AppAnswer, request: RequestHead): string {
  const origin = firstValue(request.lines, 'Origin');
  const fields = lines
    .filter(([, value]) => origin !== null || !value.includes('{origin}'))
    .map(([name, value]) => `${name}: ${value.replaceAll('{origin}', origin ?? '')}`);
  const bodiless = /^(204|304)/.test(status);
  const length = bodiless ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`];
  const text = bodiless || request.method === 'HEAD' ? '' : body;
  return `${[`HTTP/1.1 ${status}`, ...fields, ...length].join('\r\n')}\r\n\r\n${text}`;
}

/** A request's body has a length, or is chunked and without trailers. */
function eachRequest(socket: Socket, take: (request: RequestHead) => void): void {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (let end = endOfRequest(text); end !== -1; end = endOfRequest(text)) {
      const request = text.slice(0, end);
      text = text.slice(end);
      take(parseRequestHead(request));
    }
  });
}

function endOfRequest(text: string): number {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return -1;
  const { lines } = parseRequestHead(text.slice(0, head + 4));
  if (/chunked/i.test(firstValue(lines, 'Transfer-Encoding') ?? '')) {
    const last = text.indexOf('0\r\n\r\n', head + 4);
    return last === -1 ? -1 : last + 5;
  }
  const end = head + 4 + Number(firstValue(lines, 'Content-Length') ?? 0);
  return text.length < end ? -1 : end;
}
