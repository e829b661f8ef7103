import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operation } from '../../shared/fixes/fix.ts';
import { linkBy } from './support/link.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { switchingOn } from './support/switch-on.ts';
import { reverse, secureConnect, WAYS } from './support/ways.ts';

const ORIGIN = 'https://app.corscope.test';
const GET = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: ${ORIGIN}\r\n\r\n`;
const PREFLIGHT = `OPTIONS /t HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: ${ORIGIN}\r\nAccess-Control-Request-Method: PUT\r\n\r\n`;
/** Odd on purpose: what no operation names must come out as it went in. */
const BODY = '5 ; x\r\n\0\xff\r\na\r\n0\r\nX: 1\r\n\r\n';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
const switchOn = switchingOn(() => stage);

function head(...lines: string[]): string {
  return `HTTP/1.1 200 Fine\r\n${lines.map(line => `${line}\r\n`).join('')}\r\n`;
}

const FRAMING = 'transfer-ENCODING: chunked';
/** While a fix covers a URL, no answer of it is to be stored. */
const FRESH = 'Cache-Control: no-store';
const ONE = 'access-control-allow-origin: https://one.test';
const TWO = 'Access-Control-Allow-Origin: *';

const ROWS: readonly { desc: string; do: Operation; before: string[]; after: string[]; names: string[] }[] = [
  {
    desc: 'set',
    do: { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' },
    before: [ONE, 'x: 1', TWO, FRAMING],
    after: [`Access-Control-Allow-Origin: ${ORIGIN}`, 'x: 1', FRAMING],
    names: ['Access-Control-Allow-Origin'],
  },
  {
    desc: 'add',
    do: { op: 'add', header: 'Vary', value: 'Origin' },
    before: ['Vary: Accept', FRAMING],
    after: ['Vary: Accept', FRAMING, 'Vary: Origin'],
    names: ['Vary'],
  },
  {
    desc: 'remove',
    do: { op: 'remove', header: 'Access-Control-Allow-Origin' },
    before: [ONE, FRAMING, TWO],
    after: [FRAMING],
    names: ['access-control-allow-origin'],
  },
  {
    desc: 'dedupe',
    do: { op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'last' },
    before: [ONE, FRAMING, TWO],
    after: [FRAMING, TWO],
    names: ['Access-Control-Allow-Origin'],
  },
  {
    desc: 'cookie',
    do: { op: 'cookie', name: 'sid', set: { sameSite: 'None', secure: true } },
    before: ['set-cookie: other=1; SameSite=Lax', 'Set-Cookie: sid=a;samesite=lax', FRAMING],
    after: ['set-cookie: other=1; SameSite=Lax', 'Set-Cookie: sid=a; SameSite=None; Secure', FRAMING],
    names: ['set-cookie'],
  },
];

for (const way of WAYS) {
  test.each(ROWS)(`$desc changes the head alone, by ${way.name}`, async row => {
    const id = switchOn({ do: [row.do] });
    const link = await linkBy(way, stage);
    const [returned, delivered] = [head(...row.before), head(...row.after, FRESH)];
    link.ask(GET);
    const upstream = await link.upstream();
    expect(await upstream.bytes(GET.length)).toBe(GET);
    upstream.send(returned + BODY);
    expect(await link.client.bytes((delivered + BODY).length)).toBe(delivered + BODY);
    const record = await link.exchange();
    expect(record).toMatchObject({ returned, delivered, fixes: [id], responseBody: { bytes: 5, kept: 5 } });
    expect(record.changes).toEqual([
      { by: id, head: 'delivered', names: row.names },
      { by: 'answer-not-stored', head: 'delivered', names: ['Cache-Control'] },
    ]);
    expect(link.client.text).toBe(delivered + BODY);
  });

  test(`a preflight is answered without the upstream, by ${way.name}`, async () => {
    const id = switchOn({
      when: { phase: 'preflight' },
      do: [
        { op: 'answer', status: 204 },
        { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' },
        { op: 'set', header: 'Access-Control-Allow-Methods', value: '{request-method}' },
      ],
    });
    const answer =
      `HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: ${ORIGIN}\r\n` +
      'Access-Control-Allow-Methods: PUT\r\nAccess-Control-Max-Age: 0\r\n\r\n';
    const link = await linkBy(way, stage);
    link.client.send(way.write(PREFLIGHT) + way.write(GET));
    const upstream = await link.upstream();
    expect(await upstream.bytes(GET.length)).toBe(GET);
    upstream.send('HTTP/1.1 204 No Content\r\n\r\n');
    await link.client.bytes(answer.length + 27);
    expect(link.client.text).toBe(`${answer}HTTP/1.1 204 No Content\r\n\r\n`);
    const record = await link.exchange(({ received }) => received.startsWith('OPTIONS'));
    expect(record).toMatchObject({
      forwarded: null,
      returned: null,
      delivered: answer,
      upstream: null,
      fixes: [id],
      outcome: { kind: 'answered' },
    });
    expect(record.timings).toMatchObject({ forwarded: null, returned: null });
  });
}

test('a touched preflight answer is not kept by the browser', async () => {
  switchOn({ do: [{ op: 'remove', header: 'X' }] });
  const link = await linkBy(secureConnect, stage);
  link.ask(PREFLIGHT);
  (await link.upstream()).send(head('X: 1', 'access-control-max-age: 600', 'Content-Length: 0'));
  const delivered = head('Access-Control-Max-Age: 0', 'Content-Length: 0');
  expect(await link.client.bytes(delivered.length)).toBe(delivered);
});

test('a fix out of whose scope a request is leaves its bytes alone', async () => {
  switchOn({ tap: 'proxy', do: [{ op: 'remove', header: 'Server' }] });
  switchOn({ when: { methods: ['PUT'] }, do: [{ op: 'request-remove', header: 'Origin' }] });
  const link = await linkBy(reverse, stage);
  const odd = 'HTTP/1.1 200 Fine\nServer:x\r\n folded\r\nContent-Length: 0\r\n\r\n';
  link.ask(GET);
  const upstream = await link.upstream();
  expect(await upstream.bytes(GET.length)).toBe(GET);
  upstream.send(odd);
  expect(await link.client.bytes(odd.length)).toBe(odd);
  const record = await link.exchange();
  expect(record.fixes).toBeUndefined();
  expect(record.changes).toBeUndefined();
  expect(record.delivered).toBeUndefined();
});

test('a fix that finds nothing to change keeps the answer out of caches all the same, and has no part in it', async () => {
  switchOn({ do: [{ op: 'remove', header: 'X' }] });
  const link = await linkBy(reverse, stage);
  link.ask(GET);
  (await link.upstream()).send(head('cache-control: max-age=600', 'Content-Length: 0'));
  const delivered = head(FRESH, 'Content-Length: 0');
  expect(await link.client.bytes(delivered.length)).toBe(delivered);
  const record = await link.exchange();
  expect(record.fixes).toBeUndefined();
  expect(record.changes).toEqual([{ by: 'answer-not-stored', head: 'delivered', names: ['Cache-Control'] }]);
});

test.each([
  {
    desc: 'that ends with its head: the body goes nowhere',
    status: 204,
    framing: 'Content-Length: 3',
    body: 'abc',
    after: [],
  },
  {
    desc: 'without a chunked body',
    status: 204,
    framing: 'Transfer-Encoding: chunked',
    body: '3\r\nabc\r\n0\r\n\r\n',
    after: [],
  },
  { desc: 'with its body', status: 201, framing: 'Content-Length: 3', body: 'abc', after: ['Content-Length: 3'] },
])('another status, $desc', async ({ status, framing, body, after }) => {
  const id = switchOn({ do: [{ op: 'status', value: status }] });
  const link = await linkBy(reverse, stage);
  link.ask(GET + GET);
  const upstream = await link.upstream();
  await upstream.bytes(GET.length);
  upstream.send(head(framing) + body);
  const reason = status === 204 ? 'No Content' : 'Created';
  const first = `HTTP/1.1 ${status} ${reason}\r\n${[...after, FRESH].map(line => `${line}\r\n`).join('')}\r\n${status === 204 ? '' : body}`;
  await upstream.bytes(GET.length * 2);
  upstream.send('HTTP/1.1 404 Nope\r\nContent-Length: 0\r\n\r\n');
  const text = await link.client.see(`${first}HTTP/1.1 ${status}`);
  expect(text.startsWith(`${first}HTTP/1.1 ${status}`)).toBe(true);
  expect(await link.exchange()).toMatchObject({ fixes: [id], responseBody: { bytes: 3, kept: 3 } });
});

test('a 204 that becomes a 200 says that nothing follows', async () => {
  switchOn({ do: [{ op: 'status', value: 200 }] });
  const link = await linkBy(reverse, stage);
  link.ask(PREFLIGHT);
  (await link.upstream()).send('HTTP/1.1 204 No Content\r\n\r\n');
  const delivered = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nAccess-Control-Max-Age: 0\r\n\r\n';
  expect(await link.client.bytes(delivered.length)).toBe(delivered);
});

test('switched off on a connection that lives on, a fix leaves no trace', async () => {
  const id = switchOn({ do: [{ op: 'set', header: 'X', value: '2' }] });
  const returned = head('X:1', 'Content-Length: 0');
  const changed = head('X: 2', 'Content-Length: 0', FRESH);
  const link = await linkBy(reverse, stage);
  link.ask(GET);
  const upstream = await link.upstream();
  upstream.send(returned);
  expect(await link.client.bytes(changed.length)).toBe(changed);
  stage.corscope.fixes.remove(id);
  link.ask(GET);
  await upstream.bytes(GET.length * 2);
  upstream.send(returned);
  expect(await link.client.bytes(changed.length + returned.length)).toBe(changed + returned);
});

test('1xx heads, trailers and upgrades pass beside a fix', async () => {
  switchOn({ do: [{ op: 'add', header: 'X', value: '1' }] });
  const link = await linkBy(reverse, stage);
  link.ask(GET);
  const upstream = await link.upstream();
  upstream.send(
    'HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nraw',
  );
  const expected =
    'HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\nHTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nX: 1\r\n\r\nraw';
  expect(await link.client.bytes(expected.length)).toBe(expected);
});
