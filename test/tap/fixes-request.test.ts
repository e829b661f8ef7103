import { afterAll, beforeAll, expect, test } from 'vitest';
import { linkBy } from './support/link.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { switchingOn } from './support/switch-on.ts';
import { reverse, WAYS } from './support/ways.ts';

const ORIGIN = 'https://app.corscope.test';
const ANSWER = 'HTTP/1.1 204 No Content\r\nCache-Control: no-store\r\n\r\n';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());
const switchOn = switchingOn(() => stage);

function request(method: string, ...lines: string[]): string {
  return `${method} /t HTTP/1.1\r\nHost: ${HOST}\r\n${lines.map(line => `${line}\r\n`).join('')}\r\n`;
}

for (const way of WAYS) {
  test(`the request goes on with other lines, and its body as it came, by ${way.name}`, async () => {
    const id = switchOn({
      do: [
        { op: 'request-set', header: 'X-Tenant', value: 'lab' },
        { op: 'request-remove', header: 'origin' },
        { op: 'request-set', header: 'X-From', value: '{origin}' },
      ],
    });
    const body = '3;odd\r\nabc\r\n0\r\n\r\n';
    const link = await linkBy(way, stage);
    const framing = 'transfer-ENCODING: chunked';
    link.ask(request('POST', 'x-tenant:a', `Origin: ${ORIGIN}`, framing, 'X-TENANT: b') + body);
    const forwarded = request('POST', 'X-Tenant: lab', framing, `X-From: ${ORIGIN}`);
    const upstream = await link.upstream();
    expect(await upstream.bytes((forwarded + body).length)).toBe(forwarded + body);
    upstream.send(ANSWER);
    expect(await link.client.bytes(ANSWER.length)).toBe(ANSWER);
    const record = await link.exchange();
    expect(record).toMatchObject({ forwarded, fixes: [id], requestBody: { bytes: 3, kept: 3 } });
    expect(record.delivered).toBeUndefined();
    expect(record.changes).toEqual([{ by: id, head: 'forwarded', names: ['X-Tenant', 'X-From', 'Origin'] }]);
  });
}

test('a server is not asked whether a stored answer still holds', async () => {
  switchOn({ when: { origin: ORIGIN }, do: [{ op: 'remove', header: 'X' }] });
  const link = await linkBy(reverse, stage);
  link.ask(request('GET', 'if-none-match: "1"', `Origin: ${ORIGIN}`, 'If-Modified-Since: yesterday'));
  const forwarded = request('GET', `Origin: ${ORIGIN}`);
  const upstream = await link.upstream();
  expect(await upstream.bytes(forwarded.length)).toBe(forwarded);
  upstream.send(ANSWER);
  const record = await link.exchange();
  expect(record.fixes).toBeUndefined();
  expect(record.changes).toEqual([
    { by: 'asked-anew', head: 'forwarded', names: ['if-none-match', 'If-Modified-Since'] },
  ]);
});

test('what no fix covers is asked as the browser asks it', async () => {
  switchOn({ when: { origin: 'https://other.test' }, do: [{ op: 'request-remove', header: 'Origin' }] });
  const link = await linkBy(reverse, stage);
  const asked = request('GET', 'if-none-match:"1"', `Origin: ${ORIGIN}`);
  link.ask(asked);
  const upstream = await link.upstream();
  expect(await upstream.bytes(asked.length)).toBe(asked);
  upstream.send('HTTP/1.1 304 Not Modified\r\n\r\n');
  const record = await link.exchange();
  expect(record.forwarded).toBeUndefined();
  expect(record.changes).toBeUndefined();
});

test('bytes that are no request are no fix\u2019s to change', async () => {
  switchOn({ do: [{ op: 'request-set', header: 'X', value: '1' }] });
  const link = await linkBy(reverse, stage);
  const odd = 'GET /t\r\nHost: x\r\n\r\n';
  link.client.send(odd);
  const upstream = await link.upstream();
  expect(await upstream.bytes(odd.length)).toBe(odd);
  upstream.send('whatever');
  expect(await link.client.bytes(8)).toBe('whatever');
});
