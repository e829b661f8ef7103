import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WireFailure } from '../../shared/trace/exchange.ts';
import { linkBy } from './support/link.ts';
import { Peer } from './support/peer.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { listenUpstream } from './support/upstream.ts';
import { absolute, dial, openTunnel, reverse, secureConnect, secureOver, WAYS, type Way } from './support/ways.ts';

const GET = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
const NAVIGATION = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n\r\n`;
const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

describe.each(WAYS.map(way => ({ name: way.name, way })))('by $name', ({ way }) => {
  test('a page load whose upstream resets gets a page that explains', async () => {
    const link = await linkBy(way, stage);
    link.ask(NAVIGATION);
    const upstream = await link.upstream();
    await upstream.see('\r\n\r\n');
    upstream.reset();
    await link.client.farewell();
    expect(link.client.text).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n.*made by corscope/s);
    const record = await link.exchange();
    expect(record).toMatchObject({ outcome: { kind: 'failed', reason: 'reset' }, returned: null });
    expect(record.delivered).toBe(link.client.text.slice(0, link.client.text.indexOf('\r\n\r\n') + 4));
  });

  test('a request head over the limit is recorded, and corscope lives', async () => {
    const link = await linkBy(way, stage);
    link.ask(`GET /t HTTP/1.1\r\nHost: ${HOST}\r\nX: ${'a'.repeat(300_000)}\r\n\r\n`);
    await link.client.farewell();
    expect(link.client.text).toBe('');
    expect(await link.exchange()).toMatchObject({ outcome: { kind: 'failed', reason: 'too-large' } });
    await expectAlive(way);
  });

  test('a response head over the limit is recorded, and corscope lives', async () => {
    const link = await linkBy(way, stage);
    link.ask(GET);
    const upstream = await link.upstream();
    upstream.send(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(300_000)}\r\n\r\n`);
    await link.client.farewell();
    expect(link.client.text).toBe('');
    expect(await link.exchange()).toMatchObject({ outcome: { kind: 'failed', reason: 'too-large' }, returned: null });
    await expectAlive(way);
  });
});

interface Unreachable {
  readonly desc: string;
  readonly host: string;
  readonly port: number;
  readonly reason: WireFailure;
}

/** Port 1 of loopback is nobody's. */
const UNREACHABLE: readonly Unreachable[] = [
  { desc: 'a name that does not resolve', host: 'nowhere.invalid', port: 80, reason: 'dns' },
  { desc: 'a name with an odd byte', host: 'a\x00b.invalid', port: 80, reason: 'dns' },
  { desc: 'a port where nobody listens', host: '127.0.0.1', port: 1, reason: 'refused' },
  { desc: 'a port where nobody listens, by IPv6', host: '[::1]', port: 1, reason: 'refused' },
];

test.each(UNREACHABLE)('$desc by absolute form is recorded as $reason', async ({ host, port, reason }) => {
  const link = await linkBy(absolute, stage);
  link.client.send(`GET http://${host}:${port}/ HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  await link.client.farewell();
  expect(link.client.text).toBe('');
  expect(await link.exchange()).toMatchObject({ outcome: { kind: 'failed', reason }, forwarded: null, returned: null });
});

test.each([
  { desc: 'a script is cut off', request: GET, seen: /^$/ },
  { desc: 'a page load gets a page', request: NAVIGATION, seen: /^HTTP\/1\.1 502 / },
])('nobody listening behind a CONNECT is told to the first request: $desc', async ({ request, seen }) => {
  stage.watch.mark();
  const client = await secureOver(stage, await openTunnel(stage, 1, '127.0.0.1'), '127.0.0.1');
  client.send(request);
  await client.farewell();
  expect(client.text).toMatch(seen);
  expect(await stage.watch.exchange()).toMatchObject({
    scheme: 'https',
    authority: '127.0.0.1:1',
    received: request,
    outcome: { kind: 'failed', reason: 'refused' },
    forwarded: null,
  });
});

const DISTRUST = [
  { desc: 'whose certificate nobody trusts', options: { upstreamCa: null }, outcome: 'tls' },
  { desc: 'whose certificate is not looked at', options: { upstreamCa: null, upstreamInsecure: true }, outcome: 'ok' },
  { desc: 'whose CA is trusted', options: {}, outcome: 'ok' },
] as const;

test.each(DISTRUST)('an upstream $desc: $outcome', async ({ options, outcome }) => {
  const own = await openStage(options);
  try {
    const link = await linkBy(secureConnect, own);
    link.ask(GET);
    const upstream = await link.upstream();
    if (outcome === 'ok') {
      expect(await upstream.see('\r\n\r\n')).toBe(GET);
      upstream.send(EMPTY);
      expect(await link.client.bytes(EMPTY.length)).toBe(EMPTY);
      return;
    }
    await link.client.farewell();
    expect(link.client.text).toBe('');
    const record = await link.exchange();
    expect(record).toMatchObject({ outcome: { kind: 'failed', reason: 'tls' }, forwarded: null, returned: null });
    expect(JSON.stringify(record.outcome)).toContain('SELF_SIGNED_CERT_IN_CHAIN');
  } finally {
    await own.close();
  }
});

test('an upstream that speaks no TLS where TLS is due is recorded as tls', async () => {
  const babbler = await listenUpstream();
  stage.watch.mark();
  const client = await secureOver(stage, await openTunnel(stage, babbler.port, '127.0.0.1'), '127.0.0.1');
  client.send(GET);
  (await babbler.next()).send('HTTP/1.1 400 Bad Request\r\n\r\n');
  await client.farewell();
  expect(await stage.watch.exchange()).toMatchObject({ outcome: { kind: 'failed', reason: 'tls' }, forwarded: null });
  babbler.close();
});

const CONNECT_TO = [
  { desc: 'any host and port', rule: { host: '', port: null } },
  { desc: 'one host, any port', rule: { host: 'a.test', port: null } },
  { desc: 'any host, one port', rule: { host: '', port: 8080 } },
  { desc: 'a host in capitals', rule: { host: 'A.TEST', port: 8080 } },
];

test.each(CONNECT_TO)('connect-to for $desc leads elsewhere', async ({ rule }) => {
  const other = await listenUpstream();
  const own = await openStage({ connectTo: [{ ...rule, address: '127.0.0.1', toPort: other.port }] });
  const client = new Peer(await dial(own.proxyPort));
  client.send('GET http://a.test:8080/ HTTP/1.1\r\nHost: a.test:8080\r\n\r\n');
  const upstream = await other.next();
  expect(await upstream.see('\r\n\r\n')).toBe('GET / HTTP/1.1\r\nHost: a.test:8080\r\n\r\n');
  upstream.send(EMPTY);
  expect(await own.watch.exchange()).toMatchObject({
    authority: 'a.test:8080',
    upstream: { address: '127.0.0.1', port: other.port },
  });
  await own.close();
  other.close();
});

test('connect-to with an empty address and port changes nothing', async () => {
  const other = await listenUpstream();
  const own = await openStage({ connectTo: [{ host: '', port: null, address: '', toPort: null }] });
  const client = new Peer(await dial(own.proxyPort));
  client.send(`GET http://127.0.0.1:${other.port}/ HTTP/1.1\r\n\r\n`);
  expect(await (await other.next()).see('\r\n\r\n')).toBe('GET / HTTP/1.1\r\n\r\n');
  await own.close();
  other.close();
});

const LOOPS = ['127.0.0.1', 'localhost', '[::1]', '127.1.2.3'];

test.each(LOOPS)('a request for corscope’s own port as %s gets a page that says so', async host => {
  const link = await linkBy(absolute, stage);
  link.client.send(`GET http://${host}:${stage.proxyPort}/ HTTP/1.1\r\n\r\n`);
  await link.client.farewell();
  expect(link.client.text).toMatch(/^HTTP\/1\.1 508 Loop Detected\r\n.*corscope itself/s);
  expect(await link.exchange()).toMatchObject({ outcome: { kind: 'failed', reason: 'loop' }, forwarded: null });
});

test('a CONNECT to corscope’s own port is refused', async () => {
  await expect(openTunnel(stage, stage.proxyPort, 'localhost')).rejects.toThrow('508 Loop Detected');
});

const NO_REQUESTS = [
  { desc: 'garbage', bytes: '\x00\xff\r\n\r\n' },
  { desc: 'a target that is no URL', bytes: 'GET nonsense HTTP/1.1\r\n\r\n' },
  { desc: 'another scheme', bytes: 'GET ftp://a.test/ HTTP/1.1\r\n\r\n' },
  { desc: 'a port over 65535', bytes: 'GET http://a.test:70000/ HTTP/1.1\r\n\r\n' },
];

test.each(NO_REQUESTS)('$desc at the proxy port gets a page that says what is wrong', async ({ bytes }) => {
  const link = await linkBy(absolute, stage);
  link.client.send(bytes);
  await link.client.farewell();
  expect(link.client.text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  expect(await link.exchange()).toMatchObject({ outcome: { kind: 'failed', reason: 'protocol' } });
});

test.each(['', 'a.test', 'a.test:', ':443', 'a.test:70000', 'http://a.test:443', 'a b:443'])(
  'a CONNECT to %j is refused',
  async authority => {
    const client = new Peer(await dial(stage.proxyPort));
    client.send(`CONNECT ${authority} HTTP/1.1\r\n\r\n`);
    await client.farewell();
    expect(client.text).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  },
);

async function expectAlive(way: Way): Promise<void> {
  const link = await linkBy(way, stage);
  link.ask(GET);
  (await link.upstream()).send(EMPTY);
  expect(await link.client.bytes(EMPTY.length)).toBe(EMPTY);
}

test('the reverse tap records where nothing listens behind it', async () => {
  const own = await openStage({
    taps: [{ name: 'api', port: 0, target: { scheme: 'http', host: '127.0.0.1', port: 1 } }],
  });
  const link = await linkBy(reverse, own);
  link.ask(GET);
  await link.client.farewell();
  expect(await link.exchange()).toMatchObject({ outcome: { kind: 'failed', reason: 'refused' }, forwarded: null });
  await own.close();
});
