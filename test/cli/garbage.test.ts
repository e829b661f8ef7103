import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { dial, head, rawRequest } from '../server/support/raw.ts';
import { answerWith, startUpstream } from '../server/support/upstream.ts';
import { serve, stop } from './support/corscope.ts';

type Throw = (socket: Socket) => void;

const say = (bytes: string | Buffer) => (socket: Socket) => {
  socket.end(bytes);
};
const sayAndReset = (bytes: string | Buffer) => (socket: Socket) => {
  socket.write(bytes, () => socket.resetAndDestroy());
};

const HUGE = 'x'.repeat(2_000_000);

const GARBAGE: readonly { readonly desc: string; readonly throwAt: Throw }[] = [
  { desc: 'random bytes', throwAt: say(randomBytes(4096)) },
  { desc: 'zeros', throwAt: say(Buffer.alloc(4096)) },
  { desc: 'line ends alone', throwAt: say('\r\n\r\n\r\n\r\n') },
  {
    desc: 'a TLS ClientHello',
    throwAt: socket => connectTls({ socket, servername: 'a.test' }).on('error', () => undefined),
  },
  { desc: 'a preface of HTTP/2', throwAt: say('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n') },
  { desc: 'a huge head for the proxy', throwAt: say(`GET http://a.test/ HTTP/1.1\r\nX: ${HUGE}\r\n\r\n`) },
  { desc: 'a huge head for the dashboard', throwAt: say(`GET / HTTP/1.1\r\nX: ${HUGE}\r\n\r\n`) },
  { desc: 'a huge method', throwAt: say(HUGE) },
  { desc: 'a huge CONNECT without an end', throwAt: say(`CONNECT a.test:443 HTTP/1.1\r\nX: ${HUGE}`) },
  { desc: 'CONNECT to nowhere', throwAt: say('CONNECT nonsense HTTP/1.1\r\n\r\n') },
  { desc: 'CONNECT to no port', throwAt: say('CONNECT a.test:99999 HTTP/1.1\r\n\r\n') },
  {
    desc: 'CONNECT to itself',
    throwAt: socket => say(`CONNECT 127.0.0.1:${socket.remotePort} HTTP/1.1\r\n\r\n`)(socket),
  },
  {
    desc: 'a request for itself',
    throwAt: socket => say(`GET http://127.0.0.1:${socket.remotePort}/ HTTP/1.1\r\n\r\n`)(socket),
  },
  { desc: 'half a request, then a reset', throwAt: sayAndReset('GET http://a.test/ HT') },
  { desc: 'half a request for the dashboard, then a reset', throwAt: sayAndReset('GET / HTTP/1.1\r\nHo') },
  {
    desc: 'half a body, then a reset',
    throwAt: sayAndReset('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nhalf'),
  },
  { desc: 'a reset at once', throwAt: socket => socket.resetAndDestroy() },
  {
    desc: 'an upgrade without a key',
    throwAt: say('GET /api/live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
  },
  {
    desc: 'an upgrade, then a reset',
    throwAt: sayAndReset('GET /api/live HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n'),
  },
  {
    desc: 'chunks that are none',
    throwAt: say('POST http://127.0.0.1:1/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'),
  },
  { desc: 'a path that is no path', throwAt: say('GET //// HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n') },
];

describe('bytes that are no request', () => {
  it('end one connection each, and never the process', async () => {
    const upstream = await startUpstream(() => answerWith('200 OK', [], 'well'));
    onTestFinished(() => upstream.close());
    const corscope = await serve();
    const request = head(`GET ${upstream.url}/ HTTP/1.1`, `Host: 127.0.0.1:${upstream.port}`, 'Connection: close');
    for (const { desc, throwAt } of GARBAGE) {
      const socket = await dial(corscope.port);
      // a reset is one of the right ends: not events.once, which would call it a failure
      const gone = new Promise<void>(resolve => socket.on('error', () => undefined).once('close', () => resolve()));
      throwAt(socket);
      socket.resume();
      const answer = await rawRequest(corscope.port, request);
      expect({ desc, status: answer.status, body: answer.body }).toEqual({ desc, status: 200, body: 'well' });
      socket.destroy();
      await gone;
    }
    expect(corscope.child.exitCode).toBeNull();
    expect(corscope.stderr).not.toMatch(/Error|at .*\.js/);
    expect(await stop(corscope)).toBe(0);
  });
});
