import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Operation } from '../../shared/fixes/fix.ts';
import { MOST_REDIRECTS } from '../../shared/fixes/operations/follow-redirect.ts';
import { TRACE_HEADER } from '../../shared/trace/correlation.ts';
import { type Link, linkBy } from './support/link.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { absolute, reverse, secureConnect, WAYS } from './support/ways.ts';

const ORIGIN = 'Origin: https://app.corscope.test';
const ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nCache-Control: no-store\r\n\r\nfinal';

let stage: Stage;
let fix = '';
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => void stage.corscope.fixes.remove(fix));
afterAll(() => stage.close());

function follow(...more: Operation[]): void {
  const draft = { title: 'follow', enabled: true, when: {}, do: [{ op: 'follow-redirect' } as const, ...more] };
  fix = stage.corscope.fixes.add(draft).id;
}

function request(method: string, path: string, ...lines: string[]): string {
  return `${method} ${path} HTTP/1.1\r\nHost: ${HOST}\r\n${lines.map(line => `${line}\r\n`).join('')}\r\n`;
}

function redirect(status: number, location: string, body = ''): string {
  return `HTTP/1.1 ${status} There\r\nLocation: ${location}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

/** Answers the next request on the next connection, and says what it was. */
async function serve(link: Link, answer: string, bytes: number): Promise<string> {
  const peer = await link.upstream();
  const asked = await peer.bytes(bytes);
  peer.send(answer);
  return asked;
}

for (const way of WAYS) {
  test(`the client sees no redirect, by ${way.name}`, async () => {
    follow();
    const link = await linkBy(way, stage);
    const first = request('GET', '/a?b=1', ORIGIN, 'Cookie: sid=1');
    const second = request('GET', '/next', ORIGIN, 'Cookie: sid=1');
    const answer = redirect(302, '/next', 'elsewhere');
    link.ask(first);
    expect(await serve(link, answer, first.length)).toBe(first);
    expect(await serve(link, ANSWER, second.length)).toBe(second);
    expect(await link.client.bytes(ANSWER.length)).toBe(ANSWER);
    const record = await link.exchange();
    const head = ANSWER.slice(0, -5);
    expect(record).toMatchObject({
      returned: answer.slice(0, -9),
      delivered: head,
      fixes: [fix],
      outcome: { kind: 'answered' },
      responseBody: { bytes: 5, kept: 5 },
      followed: [
        { url: `${way.scheme}://${HOST}/next`, upstream: { address: '127.0.0.1' }, forwarded: second, returned: head },
      ],
    });
    expect(record.changes).toEqual([{ by: fix, head: 'delivered', names: [':answer'] }]);
  });
}

test('the connection goes on with the server that it began with', async () => {
  follow();
  const link = await linkBy(absolute, stage);
  stage.secure.forget();
  const away = request('GET', '/a');
  link.ask(away);
  await serve(link, redirect(301, `https://${HOST}/b`), away.length);
  const other = await stage.secure.next();
  await other.bytes(request('GET', '/b').length);
  other.send(ANSWER);
  await link.client.bytes(ANSWER.length);
  const next = request('GET', '/c');
  link.ask(next);
  expect(await serve(link, ANSWER, next.length)).toBe(next);
  expect(await link.client.bytes(ANSWER.length * 2)).toBe(ANSWER + ANSWER);
  other.destroy();
});

test('Authorization and cookies do not go to another origin', async () => {
  follow();
  const link = await linkBy(secureConnect, stage);
  stage.plain.forget();
  const first = request('GET', '/a', 'Authorization: Bearer x', 'Cookie: sid=1', ORIGIN);
  link.ask(first);
  await serve(link, redirect(302, `http://${HOST}/b`), first.length);
  const other = await stage.plain.next();
  expect(await other.bytes(request('GET', '/b', ORIGIN).length)).toBe(request('GET', '/b', ORIGIN));
  other.send(ANSWER);
  expect(await link.client.bytes(ANSWER.length)).toBe(ANSWER);
  other.destroy();
});

test('a server that no tap stands in front of does not get the header that ties taps together', async () => {
  const draft = { title: 'x', enabled: true, tap: 'proxy', when: {}, do: [{ op: 'follow-redirect' } as const] };
  fix = stage.corscope.fixes.add(draft).id;
  const link = await linkBy(absolute, stage);
  link.client.send(`GET http://127.0.0.1:${stage.tapPort}/a HTTP/1.1\r\nHost: 127.0.0.1:${stage.tapPort}\r\n\r\n`);
  await serve(link, redirect(302, `http://${HOST}/b`), 40);
  const next = request('GET', '/b');
  expect(await serve(link, ANSWER, next.length)).toBe(next);
  expect(await link.client.bytes(ANSWER.length)).toBe(ANSWER);
  const record = await link.exchange(({ tap, outcome }) => tap === 'proxy' && outcome.kind === 'answered');
  expect(record.forwarded).toContain(TRACE_HEADER);
});

const CHUNKED = 'Transfer-Encoding: chunked';
const BODY = '3\r\nabc\r\n0\r\n\r\n';
const FINAL = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

test.each([
  { desc: '307: the body goes along', status: 307, next: `${request('POST', '/b', 'X: 1', 'Content-Length: 3')}abc` },
  { desc: '302: a POST becomes a GET', status: 302, next: request('GET', '/b', 'X: 1') },
])('$desc', async ({ status, next }) => {
  follow();
  const link = await linkBy(reverse, stage);
  const first = request('POST', '/a', CHUNKED, 'X: 1') + BODY;
  link.ask(first);
  await serve(link, redirect(status, '/b'), first.length);
  expect(await serve(link, FINAL, next.length)).toBe(next);
  expect(await link.client.bytes(FINAL.length)).toBe(FINAL);
});

test('a redirect that comes before the body is complete waits for it', async () => {
  follow();
  const link = await linkBy(reverse, stage);
  const head = request('POST', '/a', CHUNKED);
  link.ask(head);
  await serve(link, redirect(308, '/b'), head.length);
  link.client.send(BODY);
  const next = `${request('POST', '/b', 'Content-Length: 3')}abc`;
  expect(await serve(link, FINAL, next.length)).toBe(next);
  expect(await link.client.bytes(FINAL.length)).toBe(FINAL);
});

test('a preflight is followed like any other request, and mended', async () => {
  follow({ op: 'status', value: 204 }, { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' });
  const link = await linkBy(reverse, stage);
  const first = request('OPTIONS', '/a', ORIGIN, 'Access-Control-Request-Method: PUT');
  link.ask(first);
  await serve(link, redirect(301, '/a/'), first.length);
  const next = request('OPTIONS', '/a/', ORIGIN, 'Access-Control-Request-Method: PUT');
  expect(await serve(link, ANSWER, next.length)).toBe(next);
  const delivered =
    'HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\nAccess-Control-Allow-Origin: https://app.corscope.test\r\nAccess-Control-Max-Age: 0\r\n\r\n';
  expect(await link.client.bytes(delivered.length)).toBe(delivered);
  const record = await link.exchange();
  expect(record.changes?.map(({ by, names }) => [by, names])).toEqual([
    [fix, [':answer']],
    [fix, [':status', 'Access-Control-Allow-Origin', 'Content-Length']],
    ['preflight-not-kept', ['Access-Control-Max-Age']],
  ]);
  expect(link.client.text).toBe(delivered);
});

test('one redirect after another, up to the answer; 1xx on the way is passed on', async () => {
  follow();
  const link = await linkBy(reverse, stage);
  link.ask(request('GET', '/0'));
  for (let hop = 1; hop <= 3; hop += 1) await serve(link, redirect(302, `/${hop}`), request('GET', '/0').length);
  const hints = 'HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n';
  await serve(link, hints + ANSWER, request('GET', '/3').length);
  expect(await link.client.bytes((hints + ANSWER).length)).toBe(hints + ANSWER);
  const { followed } = await link.exchange();
  expect(followed?.map(({ url }) => new URL(url).pathname)).toEqual(['/1', '/2', '/3']);
});

test.each([
  { desc: 'back where it began', locations: ['/b', '/a'], detail: `back at GET http://${HOST}/a` },
  { desc: 'round in circles', locations: ['/b', '/c', '/b'], detail: `back at GET http://${HOST}/b` },
  {
    desc: 'to nowhere in the end',
    locations: ['/b', 'app:x'],
    detail: `http://${HOST}/b leads to nowhere that can be followed`,
  },
  {
    desc: 'on and on',
    locations: Array.from({ length: MOST_REDIRECTS + 1 }, (_, index) => `/${index}`),
    detail: `over ${MOST_REDIRECTS} of them`,
  },
])('redirects that lead $desc are a network error', async ({ locations, detail }) => {
  follow();
  const link = await linkBy(reverse, stage);
  link.ask(request('GET', '/a'));
  for (const location of locations) await serve(link, redirect(302, location), request('GET', '/a').length);
  await link.client.farewell();
  expect(link.client.text).toBe('');
  const record = await link.exchange();
  expect(record.outcome).toEqual({ kind: 'failed', reason: 'redirects', detail });
  expect(record.followed).toHaveLength(locations.length - 1);
});

test('a target that cannot be reached fails the request', async () => {
  follow();
  const link = await linkBy(reverse, stage);
  link.ask(request('GET', '/a'));
  await serve(link, redirect(302, 'http://127.0.0.1:1/b'), request('GET', '/a').length);
  await link.client.farewell();
  expect(link.client.text).toBe('');
  expect(await link.exchange()).toMatchObject({
    outcome: { kind: 'failed', reason: 'refused' },
    followed: [{ url: 'http://127.0.0.1:1/b', upstream: null, returned: null }],
  });
});

test('a target that closes in the middle of its answer cuts the client off there', async () => {
  follow();
  const link = await linkBy(reverse, stage);
  link.ask(request('GET', '/a'));
  await serve(link, redirect(302, '/b'), request('GET', '/a').length);
  const peer = await link.upstream();
  await peer.bytes(request('GET', '/b').length);
  peer.send(ANSWER.slice(0, -2));
  await link.client.bytes(ANSWER.length - 2);
  peer.end();
  await link.client.farewell();
  expect(link.client.text).toBe(ANSWER.slice(0, -2));
  expect((await link.exchange()).outcome).toMatchObject({ kind: 'failed', reason: 'cut' });
});

test('a server that closes after its redirect is no trouble, nor is one that goes on talking', async () => {
  follow();
  const link = await linkBy(reverse, stage);
  link.ask(request('GET', '/a'));
  const first = await link.upstream();
  await first.bytes(request('GET', '/a').length);
  first.send('HTTP/1.0 302 There\r\nLocation: /b\r\n\r\nno length');
  first.end();
  const second = await link.upstream();
  await second.bytes(request('GET', '/b').length);
  second.send(`${redirect(302, '/c', 'x')}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nmore`);
  await serve(link, ANSWER, request('GET', '/c').length);
  expect(await link.client.bytes(ANSWER.length)).toBe(ANSWER);
});

test('the end of the answer is the end of the connection where the client asked for that', async () => {
  follow();
  const link = await linkBy(reverse, stage);
  const first = request('GET', '/a', 'Connection: close');
  link.ask(first);
  await serve(link, redirect(302, '/b'), first.length);
  const peer = await link.upstream();
  await peer.bytes(first.length);
  peer.send(ANSWER);
  peer.end();
  expect(await link.client.farewell()).toBe('fin');
  expect(link.client.text).toBe(ANSWER);
});

test.each([
  { desc: 'to an app', asked: request('GET', '/a'), location: () => 'myapp://callback' },
  { desc: 'to corscope itself', asked: request('GET', '/a'), location: () => stage.corscope.url },
  { desc: 'with a password', asked: request('GET', '/a'), location: () => `http://user:word@${HOST}/` },
  {
    desc: 'of a body that is longer than what is kept',
    asked: `${request('POST', '/a', 'Content-Length: 70000')}${'x'.repeat(70_000)}`,
    location: () => '/b',
  },
])('a redirect $desc is the client’s, as it came', async ({ asked, location }) => {
  follow();
  const link = await linkBy(reverse, stage);
  link.ask(asked);
  const answer = redirect(307, location(), 'body').replace('\r\n\r\n', '\r\nCache-Control: no-store\r\n\r\n');
  await serve(link, answer, asked.length);
  expect(await link.client.bytes(answer.length)).toBe(answer);
  expect((await link.exchange()).followed).toBeUndefined();
});

test('a fix that does not follow leaves a redirect to the client', async () => {
  fix = stage.corscope.fixes.add({
    title: 'x',
    enabled: true,
    when: { status: '301' },
    do: [{ op: 'follow-redirect' }],
  }).id;
  const link = await linkBy(reverse, stage);
  link.ask(request('POST', '/a', 'Content-Length: 0'));
  const answer = redirect(302, '/b');
  await serve(link, answer, 40);
  expect(await link.client.bytes(answer.length)).toBe(answer);
});
