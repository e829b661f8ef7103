import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { linkBy } from './support/link.ts';
import { Peer } from './support/peer.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { listenUpstream } from './support/upstream.ts';
import { absolute, dial, plainConnect, reverse, secureConnect, WAYS } from './support/ways.ts';

const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

function get(path: string, host = HOST): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
}

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

const NAMED = WAYS.map(way => ({ name: way.name, way }));

describe.each(NAMED)('by $name', ({ way }) => {
  test('pipelined requests go one at a time, and are answered in order', async () => {
    const link = await linkBy(way, stage);
    const requests = [get('/1'), `POST /2 HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 3\r\n\r\nabc`, get('/3')];
    link.client.send(requests.map(way.write).join(''));
    const upstream = await link.upstream();
    for (const index of requests.keys()) {
      const said = requests.slice(0, index + 1).join('');
      expect(await upstream.bytes(said.length)).toBe(said);
      upstream.send(EMPTY);
      await link.client.bytes(EMPTY.length * (index + 1));
    }
    await link.exchange(({ received, outcome }) => received.includes('/3 ') && outcome.kind === 'answered');
    expect(link.exchanges().map(({ outcome }) => outcome.kind)).toEqual(['answered', 'answered', 'answered']);
  });

  test('pipelined requests and a FIN: all are asked before the upstream hears of the end', async () => {
    const link = await linkBy(way, stage);
    const requests = ['/1', '/2', '/3', '/4'].map(path => get(path));
    link.client.send(requests.map(way.write).join(''));
    link.client.end();
    const upstream = await link.upstream();
    for (const index of requests.keys()) {
      const said = requests.slice(0, index + 1).join('');
      expect(await upstream.bytes(said.length)).toBe(said);
      upstream.send(EMPTY);
    }
    expect(await upstream.farewell()).toBe('fin');
    expect(await link.client.farewell()).toBe('fin');
    expect(link.client.text).toBe(EMPTY.repeat(4));
  });

  test('an exchange passes, however its bytes are cut into pieces', async () => {
    const link = await linkBy(way, stage);
    const request = `POST /t HTTP/1.1\r\nHost: ${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\nX: 1\r\n\r\n`;
    const response =
      'HTTP/1.1 103 Early Hints\r\nA: 1\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n';
    const written = way.write(request);
    link.client.send(written);
    const upstream = await link.upstream();
    upstream.send(response);
    await link.client.bytes(response.length);
    for (let at = 1; at < Math.max(written.length, response.length); at += 1) {
      link.client.send(written.slice(0, at));
      await turnOfEvents();
      link.client.send(written.slice(at));
      await upstream.bytes(request.length * (at + 1));
      upstream.send(response.slice(0, at));
      await turnOfEvents();
      upstream.send(response.slice(at));
      await link.client.bytes(response.length * (at + 1));
    }
    const rounds = Math.max(written.length, response.length);
    expect(upstream.text).toBe(request.repeat(rounds));
    expect(link.client.text).toBe(response.repeat(rounds));
    const answered = () => link.exchanges().filter(({ outcome }) => outcome.kind === 'answered').length;
    await link.exchange(() => answered() === rounds);
    const ways = new Set(
      link
        .exchanges()
        .map(({ requestBody, responseBody, interim, requestTrailers, problems }) =>
          JSON.stringify([requestBody.bytes, responseBody.bytes, interim?.length, requestTrailers, problems ?? []]),
        ),
    );
    expect([...ways]).toEqual([JSON.stringify([2, 3, 1, 'X: 1\r\n', []])]);
  });

  test('a client that says its request and a FIN still gets the answer', async () => {
    const link = await linkBy(way, stage);
    link.ask(get('/t'));
    link.client.end();
    const upstream = await link.upstream();
    expect(await upstream.farewell()).toBe('fin');
    upstream.send(EMPTY);
    upstream.end();
    expect(await link.client.farewell()).toBe('fin');
    expect(link.client.text).toBe(EMPTY);
    expect((await link.exchange()).outcome).toEqual({ kind: 'answered' });
  });

  test('an upstream that closes an idle connection closes the client’s', async () => {
    const link = await linkBy(way, stage);
    link.ask(get('/t'));
    const upstream = await link.upstream();
    upstream.send(EMPTY);
    await link.client.bytes(EMPTY.length);
    upstream.end();
    expect(await link.client.farewell()).toBe('fin');
    expect(link.exchanges().length).toBeLessThan(2);
  });

  test('an upstream that resets an idle connection closes the client’s', async () => {
    const link = await linkBy(way, stage);
    link.ask(get('/t'));
    const upstream = await link.upstream();
    upstream.send(EMPTY);
    await link.client.bytes(EMPTY.length);
    await link.exchange();
    upstream.reset();
    await link.client.farewell();
    expect(link.exchanges().map(({ outcome }) => outcome)).toEqual([{ kind: 'answered' }]);
  });

  test('a request that comes too late, on a connection that the upstream has closed, is recorded as reset', async () => {
    const link = await linkBy(way, stage);
    link.ask(get('/1'));
    const upstream = await link.upstream();
    upstream.send(EMPTY);
    await link.client.bytes(EMPTY.length);
    upstream.destroy();
    await link.client.farewell();
    link.ask(get('/2'));
    const record = await link.exchange(({ received, outcome }) => received.includes('/2 ') && outcome.kind !== 'open');
    expect(record).toMatchObject({ outcome: { kind: 'failed', reason: 'reset' }, returned: null });
  });

  test('an early answer counts as an answer, although the upstream then resets', async () => {
    const link = await linkBy(way, stage);
    const refusal = 'HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno';
    link.ask(`POST /t HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 1000000\r\n\r\nbegin`);
    const upstream = await link.upstream();
    await upstream.see('begin');
    upstream.send(refusal);
    expect(await link.client.see('no')).toBe(refusal);
    upstream.reset();
    await link.client.farewell();
    expect((await link.exchange()).outcome).toEqual({ kind: 'answered' });
  });

  test('an early answer counts as an answer, although the client then leaves', async () => {
    const link = await linkBy(way, stage);
    link.ask(`POST /t HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 1000000\r\n\r\nbegin`);
    const upstream = await link.upstream();
    await upstream.see('begin');
    upstream.send(EMPTY);
    await link.client.bytes(EMPTY.length);
    link.client.reset();
    expect((await link.exchange()).outcome).toEqual({ kind: 'answered' });
  });

  test('half a head and then the end: the half is passed on', async () => {
    const link = await linkBy(way, stage);
    link.ask(get('/t'));
    const upstream = await link.upstream();
    await upstream.see('\r\n\r\n');
    upstream.send('HTTP/1.1 200 OK\r\nContent-Le');
    upstream.end();
    expect(await link.client.farewell()).toBe('fin');
    expect(link.client.text).toBe('HTTP/1.1 200 OK\r\nContent-Le');
    expect(await link.exchange()).toMatchObject({ outcome: { kind: 'failed', reason: 'cut' }, returned: null });
  });

  test('bytes that nobody asked for are passed on', async () => {
    const link = await linkBy(way, stage);
    const late = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';
    link.ask(get('/t'));
    const upstream = await link.upstream();
    upstream.send(`${EMPTY}${late}`);
    upstream.end();
    expect(await link.client.farewell()).toBe('fin');
    expect(link.client.text).toBe(EMPTY + late);
  });
});

test('one connection to the proxy asks several hosts in turn', async () => {
  const other = await listenUpstream();
  const link = await linkBy(absolute, stage);
  const peers: Peer[] = [];
  for (const [index, name] of ['one', 'other', 'one', 'one'].entries()) {
    const asked = name === 'one' ? HOST : `127.0.0.1:${other.port}`;
    link.client.send(`GET http://${asked}/${index} HTTP/1.1\r\nHost: ${asked}\r\n\r\n`);
    const known = index === 3 ? peers[2] : undefined;
    const upstream = known ?? (await (name === 'one' ? link.upstream() : other.next()));
    peers.push(upstream);
    expect(await upstream.see(`GET /${index} `)).toContain(`GET /${index} HTTP/1.1\r\nHost: ${asked}\r\n\r\n`);
    upstream.send(EMPTY);
    await link.client.bytes(EMPTY.length * (index + 1));
  }
  expect(await peers[0]?.farewell()).toBeDefined();
  other.close();
});

const TARGETS = [
  { desc: 'no path', target: `http://${HOST}`, line: 'GET / HTTP/1.1' },
  { desc: 'a query without a path', target: `http://${HOST}?x=1`, line: 'GET /?x=1 HTTP/1.1' },
  { desc: 'an empty query', target: `http://${HOST}/?`, line: 'GET /? HTTP/1.1' },
  { desc: 'the default port', target: `http://${HOST}:80/a`, line: 'GET /a HTTP/1.1' },
  { desc: 'a scheme and a host in capitals', target: `HTTP://${HOST.toUpperCase()}/A`, line: 'GET /A HTTP/1.1' },
  { desc: 'credentials', target: `http://user:pass@${HOST}/a`, line: 'GET /a HTTP/1.1' },
  { desc: 'a URL in the path', target: `http://${HOST}/http://other.test/`, line: 'GET /http://other.test/ HTTP/1.1' },
  { desc: 'ws', target: `ws://${HOST}/chat`, line: 'GET /chat HTTP/1.1' },
  { desc: 'raw spaces', target: `http://${HOST}/a b?c d`, line: 'GET /a b?c d HTTP/1.1' },
];

test.each(TARGETS)('an absolute target with $desc goes on in origin form', async ({ target, line }) => {
  const link = await linkBy(absolute, stage);
  link.client.send(
    `GET ${target} HTTP/1.1\r\nHost: ${HOST}\r\nProxy-Authorization: Basic\r\n Zm9v\r\nPROXY-CONNECTION:x\r\nX: proxy-connection: 1\rProxy-Connection: 2\r\n\r\n`,
  );
  const upstream = await link.upstream();
  expect(await upstream.see('\r\n\r\n')).toBe(
    `${line}\r\nHost: ${HOST}\r\nX: proxy-connection: 1\rProxy-Connection: 2\r\n\r\n`,
  );
});

test.each([reverse, secureConnect, plainConnect].map(way => ({ name: way.name, way })))(
  'a client that connects by $name and says nothing may leave',
  async ({ way }) => {
    const link = await linkBy(way, stage);
    link.client.end();
    expect(await link.client.farewell()).toBe('fin');
    expect(link.client.text).toBe('');
  },
);

test('a client that opens the proxy port and says half a line may leave', async () => {
  const client = new Peer(await dial(stage.proxyPort));
  client.send('GET ht');
  client.end();
  expect(await client.farewell()).toBe('fin');
});

/** Lets what was written reach the other side as a piece of its own. */
function turnOfEvents(): Promise<void> {
  return new Promise(resolve => setImmediate(() => setImmediate(resolve)));
}
