import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { FixDraft, Operation } from '../../shared/fixes/fix.ts';
import { linkBy } from './support/link.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { reverse, secureConnect, WAYS } from './support/ways.ts';

const ORIGIN = 'https://app.corscope.test';
const GET = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: ${ORIGIN}\r\n\r\n`;
const PREFLIGHT = `OPTIONS /t HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: ${ORIGIN}\r\nAccess-Control-Request-Method: PUT\r\n\r\n`;
/** Odd on purpose: what no operation names must come out as it went in. */
const BODY = '5 ; x\r\n\0\xff\r\na\r\n0\r\nX: 1\r\n\r\n';

let stage: Stage;
let ids: string[] = [];
beforeAll(async () => {
  stage = await openStage();
});
afterEach(() => {
  for (const id of ids) stage.corscope.fixes.remove(id);
  ids = [];
});
afterAll(() => stage.close());

function switchOn(draft: Partial<FixDraft> & Pick<FixDraft, 'do'>): string {
  const { id } = stage.corscope.fixes.add({ title: 'a try', enabled: true, when: {}, ...draft });
  ids.push(id);
  return id;
}

function head(...lines: string[]): string {
  return `HTTP/1.1 200 Fine\r\n${lines.map(line => `${line}\r\n`).join('')}\r\n`;
}

const FRAMING = 'transfer-ENCODING: chunked';
const ONE = 'access-control-allow-origin: https://one.test';
const TWO = 'Access-Control-Allow-Origin: *';

const ROWS: readonly { desc: string; do: Operation; before: string[]; after: string[] }[] = [
  {
    desc: 'set',
    do: { op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' },
    before: [ONE, 'x: 1', TWO, FRAMING],
    after: [`Access-Control-Allow-Origin: ${ORIGIN}`, 'x: 1', FRAMING],
  },
  {
    desc: 'add',
    do: { op: 'add', header: 'Vary', value: 'Origin' },
    before: ['Vary: Accept', FRAMING],
    after: ['Vary: Accept', FRAMING, 'Vary: Origin'],
  },
  {
    desc: 'remove',
    do: { op: 'remove', header: 'Access-Control-Allow-Origin' },
    before: [ONE, FRAMING, TWO],
    after: [FRAMING],
  },
  {
    desc: 'dedupe',
    do: { op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'last' },
    before: [ONE, FRAMING, TWO],
    after: [FRAMING, TWO],
  },
];

for (const way of WAYS) {
  test.each(ROWS)(`$desc changes the head alone, by ${way.name}`, async row => {
    const id = switchOn({ do: [row.do] });
    const link = await linkBy(way, stage);
    const [returned, delivered] = [head(...row.before), head(...row.after)];
    link.ask(GET);
    const upstream = await link.upstream();
    expect(await upstream.bytes(GET.length)).toBe(GET);
    upstream.send(returned + BODY);
    expect(await link.client.bytes((delivered + BODY).length)).toBe(delivered + BODY);
    const record = await link.exchange();
    expect(record).toMatchObject({ returned, delivered, fixes: [id], responseBody: { bytes: 5, kept: 5 } });
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

test('a fix in whose scope nothing is to be changed changes nothing', async () => {
  switchOn({ do: [{ op: 'remove', header: 'X' }] });
  switchOn({ tap: 'proxy', do: [{ op: 'remove', header: 'Server' }] });
  switchOn({ when: { methods: ['PUT'] }, do: [{ op: 'remove', header: 'Server' }] });
  const link = await linkBy(reverse, stage);
  const odd = 'HTTP/1.1 200 Fine\nServer:x\r\n folded\r\nContent-Length: 0\r\n\r\n';
  link.ask(GET);
  (await link.upstream()).send(odd);
  expect(await link.client.bytes(odd.length)).toBe(odd);
  const record = await link.exchange();
  expect(record.fixes).toBeUndefined();
  expect(record.delivered).toBeUndefined();
});

test('switched off on a connection that lives on, a fix leaves no trace', async () => {
  const id = switchOn({ do: [{ op: 'set', header: 'X', value: '2' }] });
  const returned = head('X:1', 'Content-Length: 0');
  const changed = head('X: 2', 'Content-Length: 0');
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
