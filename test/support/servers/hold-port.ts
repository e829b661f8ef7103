import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A TCP port of loopback, for programs that must be told one. */
export interface HeldPort {
  readonly port: number;
  release(): void;
}

/** Below the range from which Linux takes ports for outgoing connections: those come and go at any time. */
const FIRST = 10_000;
const LAST = 32_000;
const TRIES = 200;

/**
 * A port that is free now, and that no other test takes until it is released or this process ends: a port is held by a UDP
 * socket of the same number, which TCP servers do not mind. Several servers share a TCP port without a word (SO_REUSEPORT).
 */
export async function holdPort(): Promise<HeldPort> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    const release = await holdUdp(port);
    if (release === null) continue;
    if (await isFree(port)) return { port, release };
    release();
  }
  throw new Error('no free port found');
}

async function holdUdp(port: number): Promise<(() => void) | null> {
  const socket = createSocket('udp4').unref();
  socket.bind({ port, address: '127.0.0.1', exclusive: true });
  try {
    await once(socket, 'listening');
    return () => void socket.close();
  } catch {
    return null;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
