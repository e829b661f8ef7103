import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkBy } from './support/link.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { WAYS } from './support/ways.ts';

const MB = 1024 * 1024;
const SIZE = 100 * MB;
const PIECE = Buffer.alloc(256 * 1024, 'x');
const GET = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** Says `SIZE` bytes as fast as the other side takes them. */
class Pump {
  said = 0;
  readonly done: Promise<void>;

  constructor(socket: Socket) {
    this.done = this.run(socket);
  }

  private async run(socket: Socket): Promise<void> {
    while (this.said < SIZE) {
      this.said += PIECE.length;
      if (!socket.write(PIECE)) await once(socket, 'drain');
    }
  }
}

/** Counts what a socket gets, and keeps nothing of it. */
function count(socket: Socket): { bytes: number; all: Promise<void> } {
  socket.removeAllListeners('data');
  const counter = {
    bytes: 0,
    all: new Promise<void>(resolve => {
      socket.on('data', (chunk: Buffer) => {
        counter.bytes += chunk.length;
        if (counter.bytes >= SIZE) resolve();
      });
    }),
  };
  return counter;
}

/** Waits until nothing moves any more. */
async function standstill(pump: Pump): Promise<number> {
  for (let before = -1; before !== pump.said; ) {
    before = pump.said;
    await pause(250);
  }
  return pump.said;
}

describe.each(WAYS.map(way => ({ name: way.name, way })))('by $name', ({ way }) => {
  test('a slow reader holds the upstream back, and memory stays flat', async () => {
    const link = await linkBy(way, stage);
    link.ask(GET);
    const upstream = await link.upstream();
    const head = `HTTP/1.1 200 OK\r\nContent-Length: ${SIZE}\r\n\r\n`;
    upstream.send(head);
    await link.client.bytes(head.length);
    link.client.socket.pause();
    const before = process.memoryUsage.rss();
    const pump = new Pump(upstream.socket);
    expect(await standstill(pump)).toBeLessThan(48 * MB);
    const got = count(link.client.socket);
    link.client.socket.resume();
    await Promise.all([pump.done, got.all]);
    expect(got.bytes).toBe(SIZE);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * MB);
    const record = await link.exchange();
    expect(record).toMatchObject({ outcome: { kind: 'answered' }, responseBody: { bytes: SIZE, kept: 64 * 1024 } });
  });

  test('a slow upstream holds the client back, and memory stays flat', async () => {
    const link = await linkBy(way, stage);
    const request = `PUT /t HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: ${SIZE}\r\n\r\n`;
    link.ask(request);
    const upstream = await link.upstream();
    await upstream.bytes(request.length);
    upstream.socket.pause();
    const before = process.memoryUsage.rss();
    const pump = new Pump(link.client.socket);
    expect(await standstill(pump)).toBeLessThan(48 * MB);
    const got = count(upstream.socket);
    upstream.socket.resume();
    await Promise.all([pump.done, got.all]);
    expect(got.bytes).toBe(SIZE);
    expect(process.memoryUsage.rss() - before).toBeLessThan(150 * MB);
    upstream.send('HTTP/1.1 204 No Content\r\n\r\n');
    const record = await link.exchange();
    expect(record).toMatchObject({ outcome: { kind: 'answered' }, requestBody: { bytes: SIZE, kept: 64 * 1024 } });
  });

  test('a slow reader gets all of a body that ends with the connection', async () => {
    const link = await linkBy(way, stage);
    link.ask(GET);
    const upstream = await link.upstream();
    const head = 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n';
    upstream.send(head);
    await link.client.bytes(head.length);
    link.client.socket.pause();
    for (let piece = 0; piece < 64; piece += 1) upstream.socket.write(PIECE);
    upstream.end();
    await pause(300);
    link.client.socket.resume();
    expect(await link.client.farewell()).toBe('fin');
    expect(link.client.text.length - head.length).toBe(64 * PIECE.length);
    expect(await link.exchange()).toMatchObject({
      outcome: { kind: 'answered' },
      responseBody: { bytes: 64 * PIECE.length },
    });
  });

  test('events of a stream arrive one by one, and viewers see it open', async () => {
    const link = await linkBy(way, stage);
    link.ask(GET);
    const upstream = await link.upstream();
    upstream.send('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n');
    for (let number = 1; number <= 5; number += 1) {
      upstream.send(`data: ${number}\n\n`);
      expect((await link.client.see(`data: ${number}\n\n`)).endsWith(`data: ${number}\n\n`)).toBe(true);
      const record = await link.exchange(({ responseBody }) => responseBody.bytes === 9 * number);
      expect(record.outcome).toEqual({ kind: 'open' });
    }
    upstream.end();
    await link.client.farewell();
    expect(await link.exchange()).toMatchObject({ outcome: { kind: 'answered' } });
  });
});
