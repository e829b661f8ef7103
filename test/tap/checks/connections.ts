import { expect } from 'vitest';
import { HOST } from '../support/stage.ts';
import { type Check, expectHeads, passUnchanged } from './check.ts';

const GET = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

/** What a proxy must do with connections, apart from the bytes of one answered exchange. */
export const CONNECTIONS: readonly Check[] = [
  {
    desc: 'streams chunks at once',
    async run(link) {
      const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
      link.ask(GET);
      const upstream = await link.upstream();
      for (const part of [head, '2\r\nab\r\n', '2\r\ncd\r\n', '0\r\n', '\r\n']) {
        upstream.send(part);
        await link.client.see(part);
        expect(link.client.text.endsWith(part)).toBe(true);
      }
      expect((await link.exchange()).responseBody).toEqual({ bytes: 4, kept: 4 });
    },
  },
  {
    desc: 'the upstream connection is used again',
    async run(link) {
      link.ask(GET);
      const upstream = await link.upstream();
      for (let round = 1; round <= 5; round += 1) {
        if (round > 1) link.ask(GET);
        expect(await upstream.bytes(GET.length * round)).toBe(GET.repeat(round));
        upstream.send(EMPTY);
        expect(await link.client.bytes(EMPTY.length * round)).toBe(EMPTY.repeat(round));
      }
      expect(link.upstreamCount()).toBe(1);
    },
  },
  {
    desc: 'a client that leaves while it waits takes the upstream with it',
    async run(link) {
      link.ask(GET);
      const upstream = await link.upstream();
      await upstream.see('\r\n\r\n');
      link.client.destroy();
      await upstream.farewell();
      upstream.end();
      const record = await link.exchange();
      expect(record).toMatchObject({ outcome: { kind: 'aborted' }, returned: null });
    },
  },
  {
    desc: 'a client that leaves in the body takes the upstream with it',
    async run(link) {
      link.ask(GET);
      const upstream = await link.upstream();
      upstream.send('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf');
      await link.client.see('half');
      link.client.reset();
      await upstream.farewell();
      const record = await link.exchange();
      expect(record).toMatchObject({ outcome: { kind: 'aborted' }, responseBody: { bytes: 4, kept: 4 } });
    },
  },
  cutInBody('upstream cuts a body with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf'),
  cutInBody('upstream cuts a chunked body', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n'),
  {
    desc: 'upstream resets before the head: the connection is cut for a script',
    async run(link) {
      link.ask(GET);
      const upstream = await link.upstream();
      await upstream.see('\r\n\r\n');
      upstream.reset();
      expect(await link.client.farewell()).toBe('reset');
      expect(link.client.text).toBe('');
      const record = await link.exchange();
      expectHeads(link, record, GET, null);
      expect(record.outcome).toEqual({ kind: 'failed', reason: 'reset', detail: 'read ECONNRESET' });
    },
  },
  {
    desc: 'absolute-form target',
    async run(link) {
      await passUnchanged(link, `GET /t/abs?x=1&y=%2F HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`, EMPTY);
    },
  },
  {
    desc: 'WebSocket upgrade',
    async run(link) {
      const request = `GET /ws HTTP/1.1\r\nHost: ${HOST}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nsec-websocket-KEY: a\r\n\r\n`;
      const head =
        'HTTP/1.1 101 Switching Protocols\r\nUPGRADE: websocket\r\nConnection: Upgrade\r\nX: 1\r\nX: 2\r\n\r\n';
      link.ask(request);
      const upstream = await link.upstream();
      expect(await upstream.bytes(request.length)).toBe(request);
      upstream.send(`${head}hello`);
      expect(await link.client.see('hello')).toBe(`${head}hello`);
      link.client.send('\x81\x85\0\0\0\0GET / ');
      expect(await upstream.see('GET / ')).toBe(`${request}\x81\x85\0\0\0\0GET / `);
      upstream.send('\x81\x00HTTP/1.1 500 No\r\n\r\n');
      expect(await link.client.see('500 No\r\n\r\n')).toContain('hello\x81\x00HTTP/1.1 500 No');
      link.client.end();
      expect(await upstream.farewell()).toBe('fin');
      upstream.end();
      const record = await link.exchange();
      expectHeads(link, record, request, head);
      expect(record).toMatchObject({
        outcome: { kind: 'answered' },
        requestBody: { bytes: 12, kept: 12 },
        responseBody: { bytes: 26, kept: 26 },
      });
    },
  },
  {
    desc: 'HTTP/1.0 upstream, until the connection closes',
    async run(link) {
      const response = 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nuntil the end';
      link.ask(GET);
      const upstream = await link.upstream();
      await upstream.see('\r\n\r\n');
      upstream.send(response);
      upstream.end();
      expect(await link.client.farewell()).toBe('fin');
      expect(link.client.text).toBe(response);
      const record = await link.exchange();
      expectHeads(link, record, GET, response);
      expect(record).toMatchObject({ outcome: { kind: 'answered' }, responseBody: { bytes: 13, kept: 13 } });
    },
  },
];

function cutInBody(desc: string, said: string): Check {
  return {
    desc,
    async run(link) {
      link.ask(GET);
      const upstream = await link.upstream();
      await upstream.see('\r\n\r\n');
      upstream.send(said);
      await link.client.see('half');
      upstream.destroy();
      await link.client.farewell();
      expect(link.client.text).toBe(said);
      const record = await link.exchange();
      expectHeads(link, record, GET, said);
      expect(record).toMatchObject({
        outcome: { kind: 'failed', reason: 'cut' },
        responseBody: { bytes: 4, kept: 4 },
      });
    },
  };
}
