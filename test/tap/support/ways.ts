import { once } from 'node:events';
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Peer } from './peer.ts';
import { HOST, type Stage } from './stage.ts';
import type { Upstream } from './upstream.ts';

/** A way for a client to reach an upstream through corscope. */
export interface Way {
  readonly name: string;
  /** The tap that records it. */
  readonly tap: string;
  readonly scheme: 'http' | 'https';
  upstream(stage: Stage): Upstream;
  connect(stage: Stage): Promise<Peer>;
  /** A request as the client writes it on this way; upstream it must arrive as it was given here. */
  write(request: string): string;
}

export const reverse: Way = {
  name: 'reverse tap',
  tap: 'api',
  scheme: 'http',
  upstream: stage => stage.plain,
  connect: async stage => new Peer(await dial(stage.tapPort)),
  write: request => request,
};

/** Fields that are meant for the proxy alone. */
const FOR_PROXY = 'Proxy-Connection: keep-alive\r\nproxy-authorization: Basic Zm9v\r\n';

export const absolute: Way = {
  name: 'absolute form',
  tap: 'proxy',
  scheme: 'http',
  upstream: stage => stage.plain,
  connect: async stage => new Peer(await dial(stage.proxyPort)),
  write(request) {
    const line = request.indexOf('\n') + 1;
    const start = request.slice(0, line).replace(' /', ` http://${HOST}/`);
    return start + FOR_PROXY + request.slice(line);
  },
};

export const plainConnect: Way = {
  name: 'CONNECT, plain',
  tap: 'proxy',
  scheme: 'http',
  upstream: stage => stage.plain,
  connect: async stage => new Peer(await openTunnel(stage, 80)),
  write: request => request,
};

export const secureConnect: Way = {
  name: 'CONNECT, TLS',
  tap: 'proxy',
  scheme: 'https',
  upstream: stage => stage.secure,
  async connect(stage) {
    const tcp = await openTunnel(stage, 443);
    return secureOver(stage, tcp);
  },
  write: request => request,
};

export const WAYS: readonly Way[] = [reverse, absolute, secureConnect];

/** A TLS client that trusts corscope's CA alone. */
export async function secureOver(stage: Stage, tcp: Socket, host: string = HOST): Promise<Peer> {
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = connectTls({ socket: tcp, host, ...name, ca: stage.corscope.ca.certPem });
  await once(socket, 'secureConnect');
  return new Peer(socket, tcp);
}

export async function dial(port: number): Promise<Socket> {
  const socket = connectTcp({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  await once(socket, 'connect');
  return socket;
}

/** A connection on which corscope has agreed to a CONNECT. */
export async function openTunnel(stage: Stage, port: number, host: string = HOST): Promise<Socket> {
  const socket = await dial(stage.proxyPort);
  socket.write(`CONNECT ${host}:${port} HTTP/1.1\r\nHost: ${host}:${port}\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  if (!answer.toString().startsWith('HTTP/1.1 200')) throw new Error(`CONNECT: ${answer}`);
  socket.pause();
  return socket;
}
