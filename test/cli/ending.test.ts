import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSession } from '../../shared/wire/decode.ts';
import { dial, head } from '../server/support/raw.ts';
import { until } from '../server/support/until.ts';
import { startUpstream, type Upstream } from '../server/support/upstream.ts';
import { type Serving, serve, stop, tempFolder } from './support/corscope.ts';

interface Scene {
  readonly corscope: Serving;
  readonly upstream: Upstream;
}

type Open = (scene: Scene) => Promise<Socket>;

const toUpstream = ({ upstream }: Scene, path: string) => [
  `GET ${upstream.url}${path} HTTP/1.1`,
  `Host: 127.0.0.1:${upstream.port}`,
];

const keepAlive: Open = async scene => {
  const socket = await dial(scene.corscope.port);
  socket.write(head(...toUpstream(scene, '/answered')));
  await once(socket, 'data');
  return socket;
};

const keepAliveDashboard: Open = async ({ corscope }) => {
  const socket = await dial(corscope.port);
  socket.write(head('GET / HTTP/1.1', `Host: 127.0.0.1:${corscope.port}`));
  await once(socket, 'data');
  return socket;
};

const stream: Open = async scene => {
  const socket = await dial(scene.corscope.port);
  socket.write(head(...toUpstream(scene, '/events')));
  await once(socket, 'data');
  return socket;
};

const waiting: Open = async scene => {
  const socket = await dial(scene.corscope.port);
  socket.write(head(...toUpstream(scene, '/silent')));
  await until(() => (scene.upstream.count > 0 ? true : null), 'the request upstream');
  return socket;
};

const stalledViewer: Open = async ({ corscope }) => {
  const socket = await dial(corscope.port);
  socket.write(
    head(
      'GET /api/live HTTP/1.1',
      `Host: 127.0.0.1:${corscope.port}`,
      `Authorization: Bearer ${corscope.ready.token}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    ),
  );
  await once(socket, 'data');
  return socket.pause();
};

const connectTo = async ({ corscope, upstream }: Scene) => {
  const socket = await dial(corscope.port);
  const target = `127.0.0.1:${upstream.port}`;
  socket.write(head(`CONNECT ${target} HTTP/1.1`, `Host: ${target}`));
  await once(socket, 'data');
  return socket;
};

const halfOpen: Open = async scene => {
  const socket = await connectTo(scene);
  socket.write('SSH-2.0-x\r\n');
  return socket.end();
};

const halfHandshake: Open = async scene => {
  const socket = await connectTo(scene);
  socket.write(Buffer.from([0x16, 0x03, 0x01]));
  return socket;
};

const secure: Open = async scene => {
  const ca = readFileSync(scene.corscope.ready.ca, 'utf8');
  const socket = connectTls({ socket: await connectTo(scene), host: '127.0.0.1', ca });
  socket.on('error', () => socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
};

const OPENERS: readonly { readonly desc: string; readonly open: Open }[] = [
  { desc: 'a kept-alive client of the proxy', open: keepAlive },
  { desc: 'a kept-alive client of the dashboard', open: keepAliveDashboard },
  { desc: 'a stream that never ends', open: stream },
  { desc: 'a request that waits for its answer', open: waiting },
  { desc: 'a viewer that does not read', open: stalledViewer },
  { desc: 'a CONNECT before its first byte', open: connectTo },
  { desc: 'a half-open CONNECT', open: halfOpen },
  { desc: 'half a TLS handshake', open: halfHandshake },
  { desc: 'TLS with nothing said in it', open: secure },
];

function answer(text: string): string | null {
  if (text.includes('/silent')) return null;
  if (text.includes('/events')) return 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n';
  return 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
}

async function stage(args: readonly string[] = []): Promise<Scene> {
  const upstream = await startUpstream(answer);
  onTestFinished(() => upstream.close());
  return { upstream, corscope: await serve(args) };
}

async function openBy(open: Open, scene: Scene): Promise<void> {
  const socket = await open(scene);
  onTestFinished(() => void socket.destroy());
}

describe('a signal ends it with code 0, whatever is open', () => {
  it.each(OPENERS.flatMap(opener => (['SIGINT', 'SIGTERM'] as const).map(signal => ({ ...opener, signal }))))(
    '$signal, $desc',
    async ({ open, signal }) => {
      const scene = await stage();
      await openBy(open, scene);
      expect(await stop(scene.corscope, signal)).toBe(0);
      // within the two seconds that were promised it ends by itself; after them, by force
      expect(scene.corscope.stderr).not.toMatch(/by force|Error|at .*\.js/);
    },
  );

  it('all of them at once, and the session file is complete', async () => {
    const file = join(tempFolder(), 'session.ndjson');
    const scene = await stage(['--session', file]);
    for (const { open } of OPENERS) await openBy(open, scene);
    expect(await stop(scene.corscope)).toBe(0);
    expect(scene.corscope.stderr).not.toMatch(/by force|Error|at .*\.js/);
    const { events, problems, torn } = readSession(readFileSync(file, 'utf8'));
    expect({ problems, torn }).toEqual({ problems: [], torn: false });
    const told = events.flatMap(event => (event.type === 'exchange' ? [event.exchange] : []));
    const ended = (path: string) => told.find(({ received }) => received.includes(path))?.outcome.kind;
    expect(ended('/answered')).toBe('answered');
    expect(ended('/silent')).toBe('aborted');
    expect(ended('/events')).toBe('aborted');
    expect(told.every(({ outcome }) => outcome.kind !== 'open')).toBe(true);
  });
});
