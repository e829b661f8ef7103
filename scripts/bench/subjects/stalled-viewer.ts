import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { liveUrl, type Ready } from './viewer.ts';

const SETTLE_MS = 300;

/** A dashboard that asks for the live stream and never reads it. */
export async function openStalledViewer(ready: Ready): Promise<Socket> {
  const url = new URL(liveUrl(ready));
  const socket = connect(Number(url.port), url.hostname);
  // without a listener for its data the socket stops reading as soon as its buffer is full
  socket.on('error', () => undefined);
  const lines = [
    `GET ${url.pathname}${url.search} HTTP/1.1`,
    `Host: ${url.host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    `Sec-WebSocket-Protocol: corscope.v1, token.${ready.token}`,
  ];
  socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  await sleep(SETTLE_MS);
  return socket;
}
