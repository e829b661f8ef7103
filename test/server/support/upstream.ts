import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** An HTTP/1.1 server over raw TCP: what it answers is written byte by byte. */
export interface Upstream {
  readonly port: number;
  readonly url: string;
  /** Requests that have come so far. */
  readonly count: number;
  close(): Promise<void>;
}

/** `answer` gives the bytes for a request's head; null says nothing, and leaves the connection open. */
export async function startUpstream(answer: (head: string) => string | null): Promise<Upstream> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer(socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    eachHead(socket, head => {
      count += 1;
      const text = answer(head);
      if (text === null) return;
      socket.write(Buffer.from(text, 'latin1'));
      if (/^connection: *close/im.test(head)) socket.end();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    get count() {
      return count;
    },
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** Requests here have bodies only where they say `Content-Length`. */
function eachHead(socket: Socket, take: (head: string) => void): void {
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\r\n\r\n'); end !== -1; end = text.indexOf('\r\n\r\n')) {
      const head = text.slice(0, end + 4);
      const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      text = text.slice(end + 4 + length);
      take(head);
    }
  });
}

export function answerWith(status: string, fields: readonly string[], body = ''): string {
  return `${[`HTTP/1.1 ${status}`, ...fields, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body}`;
}
