import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { run, serve, stop } from '../cli/support/corscope.ts';
import { openBench } from '../server/support/bench.ts';
import { dial, head, readAll } from '../server/support/raw.ts';
import { answerWith, startUpstream } from '../server/support/upstream.ts';
import { startTap, TOKEN } from './support/joined.ts';

const TAP = 'db=0:127.0.0.1:1';

async function refusal(args: readonly string[]): Promise<string> {
  const tap = run(['tap', ...args]);
  expect({ code: await tap.ended, stdout: tap.stdout }).toEqual({ code: 2, stdout: '' });
  const lines = tap.stderr.split('\n');
  expect(lines).toHaveLength(2);
  return lines[0] ?? '';
}

describe('a tap that is refused before it was ever let in ends, with one sentence', () => {
  it('for a wrong token', async () => {
    const main = await serve(['--token', TOKEN]);
    const said = await refusal([TAP, '--join', main.ready.url, '--token', `${TOKEN}x`]);
    expect(said).toBe(
      `corscope: the corscope at ${main.ready.url} does not accept this token: give --token (or CORSCOPE_TOKEN) the one that it was started with or printed`,
    );
    await stop(main);
  });

  it.each([
    { desc: "one of corscope's own", name: 'api', owner: 'its own' },
    { desc: "the forward proxy's", name: 'proxy', owner: null },
    { desc: 'one that has joined', name: 'db', owner: 'joined from 127.0.0.1' },
  ])('for a name that is taken, $desc: $owner', async ({ name, owner }) => {
    const main = await serve(['--token', TOKEN, '--tap', 'api=0:127.0.0.1:1']);
    const first = await startTap(TAP, main.ready.url);
    const said = await refusal([`${name}=0:127.0.0.1:1`, '--join', main.ready.url, '--token', TOKEN]);
    expect(said).toContain(
      owner === null
        ? 'tap: "proxy" is not a unique name'
        : `already has a tap "${name}" (${owner}): give this one another name`,
    );
    await stop(first);
    // the name is free again
    const again = await startTap(TAP, main.ready.url);
    await stop(again);
    await stop(main);
  });

  it('by a corscope that speaks another protocol', async () => {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    server.on('connection', socket =>
      socket.send(JSON.stringify({ type: 'greeting', protocol: 99, version: '9.0.0', more: true })),
    );
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const said = await refusal([TAP, '--join', url, '--token', TOKEN]);
    expect(said).toMatch(
      /the corscope at http:.* is version 9\.0\.0 with protocol 99, this one 0\.1\.0 with protocol \d+: use the same version on both sides$/,
    );
  });

  it('by what is no corscope', async () => {
    const other = await startUpstream(() => answerWith('404 Not Found', [], 'nothing here'));
    onTestFinished(() => other.close());
    const said = await refusal([TAP, '--join', other.url, '--token', TOKEN]);
    expect(said).toBe(
      `corscope: what answers at ${other.url}/ does not accept taps (status 404): give --join the address of a corscope of this version`,
    );
  });

  it.each([
    {
      desc: 'no tap',
      args: ['--join', 'http://127.0.0.1:1', '--token', TOKEN],
      names: ['tap: expected NAME=PORT:TARGET'],
    },
    {
      desc: 'a bad tap',
      args: ['db=80', '--join', 'http://127.0.0.1:1', '--token', TOKEN],
      names: ['tap: "db=80" is not NAME'],
    },
    {
      desc: 'nothing at all',
      args: [],
      names: ['tap: expected', '--join: expected', '--token: expected', 'CORSCOPE_TOKEN'],
    },
    {
      desc: 'no URL',
      args: [TAP, '--join', 'main:4321', '--token', TOKEN],
      names: ['--join: "main:4321" is not the address'],
    },
    {
      desc: 'a short token',
      args: [TAP, '--join', 'http://a.test', '--token', 'secret'],
      names: ['--token: expected 16 or more'],
    },
    {
      desc: 'its own port',
      args: ['db=9000:localhost:9000', '--join', 'http://a.test', '--token', TOKEN],
      names: ['its own port 9000'],
    },
    {
      desc: 'a CA that is none',
      args: [TAP, '--join', 'http://a.test', '--token', TOKEN, '--upstream-ca', 'package.json'],
      names: ['--upstream-ca'],
    },
  ])('for $desc', async ({ args, names }) => {
    const said = await refusal(args);
    for (const name of names) expect(said).toContain(name);
    expect(said).not.toContain('"secret"');
  });
});

describe('a tap that comes before the corscope it reports to', () => {
  it('is there for its requests, and joins when it can', async () => {
    const app = await startUpstream(() => answerWith('200 OK', [], 'hello'));
    onTestFinished(() => app.close());
    const port = await freePort();
    const tap = await startTap(`db=0:${app.url}`, `http://127.0.0.1:${port}`);
    expect(tap.ready).toMatchObject({ event: 'ready', joined: null });
    expect(await tap.says(({ state }) => state === 'waiting', 'that it waits')).toMatchObject({
      reason: 'unreachable',
      message: expect.stringMatching(/^no corscope responds at http:\/\/127\.0\.0\.1:\d+\/ \(.*ECONNREFUSED/),
    });
    expect(await (await fetch(tap.url)).text()).toBe('hello');
    const main = await serve(['--token', TOKEN, '--port', String(port)]);
    await tap.says(({ state }) => state === 'joined', 'that it has joined');
    await stop(tap);
    await stop(main);
  });

  it('goes on, and says so once, where it is refused then', async () => {
    const port = await freePort();
    const tap = await startTap(TAP, `http://127.0.0.1:${port}`);
    const main = await serve(['--token', 'another-token-than-that', '--port', String(port)]);
    await tap.says(({ reason }) => reason === 'wrong-token', 'that the token is wrong');
    expect(await stop(main)).toBe(0);
    const right = await serve(['--token', TOKEN, '--port', String(port)]);
    await tap.says(({ state }) => state === 'joined', 'that it has joined');
    const reasons = tap.lines().map(({ state, reason }) => reason ?? state);
    expect(reasons.filter(reason => reason === 'wrong-token')).toHaveLength(1);
    expect(reasons.at(-1)).toBe('joined');
    await stop(tap);
    await stop(right);
  });
});

describe('who may join', () => {
  it.each([
    {
      desc: 'a tap that reaches corscope under another name',
      fields: ['Host: corscope.internal:80', 'Authorization: Bearer TOKEN'],
      status: 101,
    },
    { desc: 'a tap under its own name', fields: ['Host: OWN', 'Authorization: Bearer TOKEN'], status: 101 },
    { desc: 'nobody without a token', fields: ['Host: OWN'], status: 401 },
    { desc: 'nobody with another token', fields: ['Host: OWN', 'Authorization: Bearer wrong'], status: 401 },
    { desc: 'nobody without a token under another name', fields: ['Host: corscope.internal'], status: 403 },
    {
      desc: 'no page of another site',
      fields: ['Host: OWN', 'Origin: https://evil.test', 'Authorization: Bearer TOKEN'],
      status: 403,
    },
    {
      desc: 'no page under a rebound name',
      fields: ['Host: evil.test', 'Origin: http://evil.test', 'Sec-WebSocket-Protocol: token.TOKEN'],
      status: 403,
    },
    {
      desc: 'nothing that carries the token as a page would, under another name',
      fields: ['Host: evil.test', 'Sec-WebSocket-Protocol: token.TOKEN'],
      status: 403,
    },
  ])('$desc: $status', async ({ fields, status }) => {
    const bench = await openBench();
    onTestFinished(() => bench.close());
    const filled = fields.map(field =>
      field.replace('TOKEN', bench.corscope.token).replace('OWN', `127.0.0.1:${bench.port}`),
    );
    const socket = await dial(bench.port);
    socket.write(
      head(
        'GET /api/join HTTP/1.1',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        ...filled,
      ),
    );
    const [first] = (await once(socket, 'data')) as [Buffer];
    expect(first.toString('latin1').split(' ', 2)[1]).toBe(String(status));
    const rest = readAll(socket);
    socket.destroy();
    await rest;
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
