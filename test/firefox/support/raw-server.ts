import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { parseRequestHead, type RequestHead } from '../../../shared/http/head.ts';
import { firstValue, type HeaderLine } from '../../../shared/http/header-line.ts';

export interface Answered {
  readonly status: number;
  readonly lines: readonly HeaderLine[];
  readonly body: string;
}

export type Handle = (request: RequestHead, body: string) => Answered;

export interface RawServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Node's own HTTP server knows no method `patch`; this one passes whatever stands there, and writes the lines it is given. */
export async function startRawServer(handle: Handle): Promise<RawServer> {
  const open = new Set<Socket>();
  const server = createServer(socket => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    // a browser that is killed resets its connections
    socket.on('error', () => undefined);
    serve(socket, handle);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

function serve(socket: Socket, handle: Handle): void {
  let waiting = '';
  socket.setEncoding('latin1').on('data', (text: string) => {
    waiting += text;
    for (let message = takeMessage(waiting); message !== null; message = takeMessage(waiting)) {
      waiting = message.rest;
      socket.write(answerText(handle(message.head, message.body)), 'latin1');
    }
  });
}

/** The first message of the text, once all of it is there. */
function takeMessage(text: string): { head: RequestHead; body: string; rest: string } | null {
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const head = parseRequestHead(text.slice(0, end + 4));
  const start = end + 4;
  const length = Number(firstValue(head.lines, 'content-length') ?? 0);
  if (text.length < start + length) return null;
  return { head, body: text.slice(start, start + length), rest: text.slice(start + length) };
}

function answerText({ status, lines, body }: Answered): string {
  const hasBody = status !== 204 && status !== 304;
  const all: readonly HeaderLine[] = hasBody ? [...lines, ['Content-Length', String(body.length)]] : lines;
  const head = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `HTTP/1.1 ${status} -\r\n${head}\r\n${hasBody ? body : ''}`;
}
