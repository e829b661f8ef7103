import { expect } from 'vitest';
import { HOST } from '../support/stage.ts';
import { type Check, expectHeads } from './check.ts';

const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
const EXPECTING = `PUT /t HTTP/1.1\r\nHost: ${HOST}\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n`;

/** Requests that are more than one message one way and one the other. */
export const REQUESTS: readonly Check[] = [
  {
    desc: 'Expect: 100-continue end to end',
    async run(link) {
      const goOn = 'HTTP/1.1 100 Continue\r\nX-From: upstream\r\n\r\n';
      link.ask(EXPECTING);
      const upstream = await link.upstream();
      expect(await upstream.see('\r\n\r\n')).toBe(EXPECTING);
      expect(link.client.text).toBe('');
      upstream.send(goOn);
      expect(await link.client.see('\r\n\r\n')).toBe(goOn);
      link.client.send('hello');
      expect(await upstream.see('hello')).toBe(`${EXPECTING}hello`);
      upstream.send(EMPTY);
      expect(await link.client.bytes((goOn + EMPTY).length)).toBe(goOn + EMPTY);
      const record = await link.exchange();
      expectHeads(link, record, EXPECTING, EMPTY);
      expect(record).toMatchObject({ interim: [goOn], requestBody: { bytes: 5, kept: 5 } });
    },
  },
  {
    desc: 'an early 401 instead of 100',
    async run(link) {
      const refusal = 'HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno';
      link.ask(EXPECTING);
      const upstream = await link.upstream();
      await upstream.see('\r\n\r\n');
      upstream.send(refusal);
      upstream.end();
      expect(await link.client.farewell()).toBe('fin');
      expect(link.client.text).toBe(refusal);
      expect(upstream.text).toBe(EXPECTING);
      const record = await link.exchange();
      expectHeads(link, record, EXPECTING, refusal);
      expect(record).toMatchObject({ outcome: { kind: 'answered' }, requestBody: { bytes: 0, kept: 0 } });
    },
  },
  {
    desc: 'QUERY and an unknown method',
    async run(link) {
      const requests = ['QUERY', 'FROB', 'patch', 'M-SEARCH'].map(
        method => `${method} /t HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 3\r\n\r\na=b`,
      );
      link.ask(requests[0] ?? '');
      const upstream = await link.upstream();
      for (const [index, request] of requests.entries()) {
        if (index > 0) link.ask(request);
        const said = requests.slice(0, index + 1).join('');
        expect(await upstream.bytes(said.length)).toBe(said);
        upstream.send(EMPTY);
        expect(await link.client.bytes(EMPTY.length * (index + 1))).toBe(EMPTY.repeat(index + 1));
      }
    },
  },
];
