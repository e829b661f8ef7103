import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** An answer as it stood on the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case, in order, doubles kept. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export async function dial(port: number, host = '127.0.0.1'): Promise<Socket> {
  const socket = connect({ port, host, allowHalfOpen: true });
  socket.on('error', () => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

/** Says a request on a connection of its own, and reads until the other side closes: say `Connection: close`. */
export async function rawRequest(port: number, request: string | Buffer): Promise<RawAnswer> {
  const socket = await dial(port);
  socket.write(request);
  return parseAnswer(await readAll(socket));
}

export async function readAll(socket: Socket): Promise<string> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>(resolve => {
    socket.once('end', () => resolve()).once('close', () => resolve());
  });
  socket.destroy();
  return Buffer.concat(chunks).toString('latin1');
}

/** Lines of a request's head: the start line, then fields. */
export function head(...lines: readonly string[]): string {
  return `${lines.join('\r\n')}\r\n\r\n`;
}

export function parseAnswer(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = text.slice(0, Math.max(end, 0)).split('\r\n');
  const headers = lines.map(line => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: Number(start.split(' ')[1]), headers, body: text.slice(end + 4) };
}

export function headerOf(answer: RawAnswer, name: string): string | null {
  return answer.headers.find(([each]) => each === name)?.[1] ?? null;
}
