import { createServer, type Server, type Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { FORWARD_TAP } from '../../shared/trace/path.ts';
import { type Interceptor, serveConnect } from './connect.ts';
import type { Destination } from './destination.ts';
import { firstOfLine, headEnd } from './head-end.ts';
import { proxyRouter } from './proxy-router.ts';
import { Relay } from './relay.ts';
import type { RelaySettings } from './relay-settings.ts';

export interface FrontDoor {
  readonly settings: RelaySettings;
  readonly contextFor: (host: string) => Promise<SecureContext>;
  readonly isSelf: (destination: Destination) => boolean;
  readonly nextConnection: () => number;
  /** Takes over a connection whose first request is in origin form: the dashboard and its API. */
  readonly own: (socket: Socket) => void;
  readonly relays: Set<Relay>;
}

const MAX_FIRST_HEAD = 64 * 1024;
const FIRST_BYTES_MS = 60_000;

/** The one port: proxy for those who speak to it as to a proxy, dashboard for everyone else. */
export function createFrontDoor(door: FrontDoor): Server {
  return createServer({ allowHalfOpen: true, noDelay: true, keepAlive: true }, socket => {
    socket.on('error', () => socket.destroy());
    awaitFirstLine(socket, door);
  });
}

function awaitFirstLine(socket: Socket, door: FrontDoor): void {
  let seen: Buffer = Buffer.alloc(0);
  const timer = setTimeout(() => socket.destroy(), FIRST_BYTES_MS);
  const release = () => {
    clearTimeout(timer);
    socket.off('data', onData).off('end', onEnd).off('close', release);
    socket.pause();
  };
  const onEnd = () => {
    release();
    socket.destroy();
  };
  const onData = (chunk: Buffer) => {
    seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk]);
    const sort = sortOf(seen);
    if (sort === 'unclear' && seen.length < MAX_FIRST_HEAD) return;
    release();
    admit(socket, seen, sort, door);
  };
  socket.on('data', onData).on('end', onEnd).on('close', release);
}

type Sort = 'connect' | 'absolute' | 'origin' | 'garbage' | 'unclear';

/** What a connection is for, told from its first request line; CONNECT needs its whole head. */
function sortOf(seen: Buffer): Sort {
  const text = seen.toString('latin1', 0, Math.min(seen.length, MAX_FIRST_HEAD)).replace(/^[\r\n]+/, '');
  const line = /^([!#$%&'*+.^_`|~0-9A-Za-z-]*)( ?)(.?)/s.exec(text);
  const [, method = '', space = '', first = ''] = line ?? [];
  if (text !== '' && method === '') return 'garbage';
  if (space === '' || first === '') return method.length === text.length || first === '' ? 'unclear' : 'garbage';
  if (method === 'CONNECT') return /\r?\n\r?\n/.test(text) ? 'connect' : 'unclear';
  return first === '/' || first === '*' ? 'origin' : 'absolute';
}

function admit(socket: Socket, seen: Buffer, sort: Sort, door: FrontDoor): void {
  switch (sort) {
    case 'connect':
      connect(socket, seen, door);
      return;
    case 'origin':
      socket.unshift(seen);
      door.own(socket);
      return;
    case 'absolute':
    case 'garbage':
    case 'unclear':
      relay(socket, seen, door);
  }
}

function connect(socket: Socket, seen: Buffer, door: FrontDoor): void {
  const end = headEnd(seen, 0, 0);
  const by: Interceptor = {
    tap: FORWARD_TAP,
    settings: door.settings,
    contextFor: door.contextFor,
    isSelf: door.isSelf,
    adopt: relay => door.relays.add(relay),
    drop: relay => door.relays.delete(relay),
  };
  serveConnect(socket, door.nextConnection(), seen.subarray(firstOfLine(seen, 0), end), seen.subarray(end), by);
}

function relay(socket: Socket, seen: Buffer, door: FrontDoor): void {
  const route = proxyRouter({ tap: FORWARD_TAP, connection: door.nextConnection(), isSelf: door.isSelf });
  const relay: Relay = new Relay({ socket, tcp: socket }, door.settings, route, () => door.relays.delete(relay));
  door.relays.add(relay);
  socket.resume();
  relay.readFirst(seen);
}
