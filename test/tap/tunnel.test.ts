import { execFile, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkBy } from './support/link.ts';
import { Peer } from './support/peer.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { dial, openTunnel, plainConnect, secureConnect } from './support/ways.ts';

const GET = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const SPEECHES = [
  { desc: 'SSH', said: 'SSH-2.0-x' },
  { desc: 'SSH with a comment', said: 'SSH-2.0-OpenSSH_9.6 /x\r\n' },
  { desc: 'binary', said: '\x00\x01\x02\xff' },
  { desc: 'a word that is no request', said: 'NICK someone\r\n' },
  { desc: 'a word and then nothing', said: 'PING' },
];

describe('a CONNECT that is neither TLS nor HTTP', () => {
  test.each(SPEECHES)('the client speaks first: $desc', async ({ said }) => {
    const link = await linkBy(plainConnect, stage);
    link.client.send(said);
    const upstream = await link.upstream();
    expect(await upstream.bytes(said.length)).toBe(said);
    upstream.send('SSH-2.0-y\r\n\xff');
    expect(await link.client.see('\xff')).toBe('SSH-2.0-y\r\n\xff');
    link.client.end();
    expect(await upstream.farewell()).toBe('fin');
    upstream.send('bye');
    upstream.end();
    expect(await link.client.farewell()).toBe('fin');
    expect(link.client.text).toBe('SSH-2.0-y\r\n\xffbye');
    expect(await link.exchange()).toMatchObject({
      kind: 'tunnel',
      tap: 'proxy',
      authority: `${HOST}:80`,
      received: `CONNECT ${HOST}:80 HTTP/1.1\r\nHost: ${HOST}:80\r\n\r\n`,
      delivered: 'HTTP/1.1 200 Connection Established\r\n\r\n',
      requestBody: { bytes: said.length, kept: said.length },
      responseBody: { bytes: 15, kept: 15 },
      outcome: { kind: 'answered' },
    });
  });

  test('the server speaks first', async () => {
    const link = await linkBy(plainConnect, stage);
    const upstream = await link.upstream();
    upstream.send('220 smtp.test\r\n');
    expect(await link.client.see('\r\n')).toBe('220 smtp.test\r\n');
    link.client.send('EHLO x\r\n');
    expect(await upstream.see('\r\n')).toBe('EHLO x\r\n');
    upstream.end();
    await link.client.farewell();
    link.client.end();
    expect(await link.exchange()).toMatchObject({ kind: 'tunnel', outcome: { kind: 'answered' } });
  });

  test('nobody listens there', async () => {
    stage.watch.mark();
    const client = new Peer(await openTunnel(stage, 1, '127.0.0.1'));
    client.send('SSH-2.0-x\r\n');
    await client.farewell();
    expect(await stage.watch.exchange()).toMatchObject({
      kind: 'tunnel',
      outcome: { kind: 'failed', reason: 'refused' },
    });
  });

  test('the upstream resets', async () => {
    const link = await linkBy(plainConnect, stage);
    link.client.send('SSH-2.0-x\r\n');
    const upstream = await link.upstream();
    await upstream.see('\r\n');
    upstream.reset();
    await link.client.farewell();
    expect(await link.exchange()).toMatchObject({ kind: 'tunnel', outcome: { kind: 'failed', reason: 'reset' } });
  });
});

test('a plain request through CONNECT is read, however slowly its method comes', async () => {
  const link = await linkBy(plainConnect, stage);
  for (const char of GET.slice(0, 6)) {
    link.client.send(char);
    await new Promise(resolve => setImmediate(resolve));
  }
  link.client.send(GET.slice(6));
  const upstream = await link.upstream();
  expect(await upstream.bytes(GET.length)).toBe(GET);
  upstream.send(EMPTY);
  expect(await link.exchange()).toMatchObject({ kind: 'http', authority: HOST, received: GET });
});

test('TLS garbage after CONNECT is recorded as a failed handshake', async () => {
  stage.watch.mark();
  const client = new Peer(await openTunnel(stage, 443));
  client.send('\x16\x03\x01\x00\x05hello');
  await client.farewell();
  expect(await stage.watch.exchange()).toMatchObject({
    kind: 'tunnel',
    authority: HOST,
    outcome: { kind: 'failed', reason: 'tls' },
    returned: null,
  });
});

const opensslIsThere = spawnSync('openssl', ['version']).status === 0;

test.skipIf(!opensslIsThere)(
  'a client that refuses corscope’s certificate is recorded as a failed handshake',
  async () => {
    stage.watch.mark();
    const refused = await openssl('-proxy', `127.0.0.1:${stage.proxyPort}`, '-connect', `${HOST}:443`);
    expect(refused).toContain('verify error');
    const record = await stage.watch.exchange();
    expect(record).toMatchObject({ kind: 'tunnel', authority: HOST, outcome: { kind: 'failed', reason: 'tls' } });
    expect(JSON.stringify(record.outcome)).toContain('from the client');
  },
);

test('a host for which no certificate can be made is tunnelled, and corscope lives', async () => {
  const link = await linkBy(secureConnect, stage);
  const client = new Peer(await openTunnel(stage, 443, '*.test'));
  client.send('\x16\x03\x01\x00\x05hello');
  await client.farewell();
  expect(await link.exchange()).toMatchObject({ kind: 'tunnel', outcome: { kind: 'failed', reason: 'dns' } });
  link.ask(GET);
  const upstream = await link.upstream();
  expect(await upstream.bytes(GET.length)).toBe(GET);
});

test('the first bytes may come together with the CONNECT', async () => {
  const link = await linkBy(plainConnect, stage);
  const client = new Peer(await dial(stage.proxyPort));
  client.send(`\r\n\r\nCONNECT ${HOST}:80 HTTP/1.1\r\n\r\n${GET}`);
  const upstream = await link.upstream();
  expect(await upstream.bytes(GET.length)).toBe(GET);
  upstream.send(EMPTY);
  expect(await client.see(EMPTY)).toBe(`HTTP/1.1 200 Connection Established\r\n\r\n${EMPTY}`);
});

/** What a client says that verifies as browsers do, within the handshake, and trusts nobody. */
function openssl(...options: string[]): Promise<string> {
  return new Promise(resolve => {
    const child = execFile('openssl', ['s_client', ...options, '-verify_return_error'], (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
    child.stdin?.end();
  });
}
