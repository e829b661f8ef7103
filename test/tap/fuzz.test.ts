import { once } from 'node:events';
import { createServer, type IncomingMessage, request as nodeRequest } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { bytes, request, response, withFaults } from './support/generate.ts';
import { seeded } from './support/random.ts';
import { type Found, readAlong } from './support/read-along.ts';

const ROUNDS = 60;
const MESSAGES = 12;
/** Makes node close the connection once it has answered all. */
const LAST = 'GET /last HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n';

/** What node's own parser makes of a message. */
interface Parsed {
  readonly start: string;
  readonly lines: readonly string[];
  readonly payload: string;
  readonly trailers: readonly string[];
}

const UNREAD: Parsed = { start: '', lines: [], payload: '', trailers: [] };

/** The same of what the tap's reader found, in node's terms. */
function asParsed({ head, payload, trailers }: Found): Parsed {
  const [start = '', ...lines] = head.trimEnd().split('\r\n');
  return {
    start,
    lines: lines.flatMap(asPair),
    payload,
    trailers: trailers.split('\r\n').slice(0, -1).flatMap(asPair),
  };
}

function asPair(line: string): string[] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')];
}

describe('messages are found where node finds them', () => {
  test('requests', async () => {
    const seen: Parsed[] = [];
    const server = createServer({ insecureHTTPParser: true }, async (message, answer) => {
      const place = seen.push(UNREAD) - 1;
      seen[place] = { ...(await restOf(message)), start: `${message.method} ${message.url} HTTP/1.1` };
      answer.end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      const random = seeded(seed);
      const messages = Array.from({ length: MESSAGES }, () => request(random));
      const wire = messages.map(each => each.wire).join('') + LAST;
      const found = readAlong('request', wire, random);
      seen.length = 0;
      const socket = connect(port, '127.0.0.1');
      socket.write(Buffer.from(wire, 'latin1'));
      await once(socket.resume(), 'close');
      expect(found.messages.map(asParsed), `seed ${seed}`).toEqual(seen);
      expect(found.messages.map(({ payload }) => payload)).toEqual([...messages.map(({ payload }) => payload), '']);
      expect(found.messages.map(({ trailers }) => trailers)).toEqual([...messages.map(({ trailers }) => trailers), '']);
      expect(found.messages.every(({ complete }) => complete)).toBe(true);
      expect(found.passed).toBe(wire);
    }
    server.close();
  });

  test('responses', async () => {
    let wire = '';
    const server = createTcpServer(socket => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(Buffer.from(wire, 'latin1')));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    for (let seed = 1; seed <= ROUNDS * 3; seed += 1) {
      const random = seeded(seed);
      const { interim, ...message } = response(random);
      wire = message.wire;
      const found = readAlong('response', wire, random);
      const last = found.messages.at(-1);
      expect(found.messages.length, `seed ${seed}`).toBe(interim + 1);
      expect(last && asParsed(last), `seed ${seed}`).toEqual(await askNode(port));
      expect(last).toMatchObject({ payload: message.payload, trailers: message.trailers, complete: true });
      expect(found.passed).toBe(wire);
    }
    server.close();
  });

  test('several responses, one after the other', () => {
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      const random = seeded(seed);
      const messages = Array.from({ length: MESSAGES }, () => response(random));
      const wire = messages.map(each => each.wire).join('');
      const found = readAlong('response', wire, random);
      const final = found.messages.filter(({ interim }) => !interim);
      expect(
        final.map(({ payload }) => payload),
        `seed ${seed}`,
      ).toEqual(messages.map(({ payload }) => payload));
      expect(found.passed).toBe(wire);
    }
  });
});

describe.each(['request', 'response'] as const)('any bytes pass unchanged, as a %s', side => {
  test('garbage', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const random = seeded(seed);
      const wire = bytes(random, random.below(2000));
      expect(readAlong(side, wire, random).passed, `seed ${seed}`).toBe(wire);
    }
  });

  test('messages with faults', () => {
    for (let seed = 1; seed <= 400; seed += 1) {
      const random = seeded(seed);
      const whole = Array.from(
        { length: 4 },
        () => (side === 'request' ? request(random) : response(random)).wire,
      ).join('');
      const wire = withFaults(random, whole);
      expect(readAlong(side, wire, random).passed, `seed ${seed}`).toBe(wire);
    }
  });
});

async function restOf(message: IncomingMessage): Promise<Omit<Parsed, 'start'>> {
  let payload = '';
  for await (const chunk of message) payload += (chunk as Buffer).toString('latin1');
  return { lines: message.rawHeaders, payload, trailers: message.rawTrailers };
}

async function askNode(port: number): Promise<Parsed> {
  const asked = nodeRequest({ port, host: '127.0.0.1', insecureHTTPParser: true, agent: false });
  asked.end();
  const [message] = (await once(asked, 'response')) as [IncomingMessage];
  const rest = await restOf(message);
  return { ...rest, start: `HTTP/1.1 ${message.statusCode} ${message.statusMessage}` };
}
