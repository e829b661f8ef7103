import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { answerWith } from './support/upstream.ts';

const DOUBLED = [
  'access-control-allow-origin: *',
  'X-Layer: app',
  `Access-Control-Allow-Origin: ${PAGE}`,
  'x-layer: nginx',
];

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({ bodyBytes: 8 }, () => answerWith('200 Fine by me', DOUBLED, 'ten bytes!'));
  await bench.through('/plain?q=1', {
    method: 'POST',
    fields: [`Origin: ${PAGE}`, 'X-Twice: a', 'Accept: */*', 'x-twice: b'],
    body: 'sent',
  });
  await bench.send('POST', '/api/fixes', {
    title: 'one origin',
    do: [{ op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'last' }],
  });
  await bench.through('/mended');
});
afterAll(() => bench.close());

const pairs = (head: { lines: readonly (readonly [string, string])[] } | null) => head?.lines ?? [];

describe('GET /api/exchanges/:id', () => {
  it('gives the four heads as ordered pairs, doubles and letter case kept', async () => {
    const exchange = await bench.json<Exchange>('/api/exchanges/e1');
    expect(exchange).toMatchObject({
      id: 'e1',
      tap: 'proxy',
      kind: 'http',
      scheme: 'http',
      authority: `127.0.0.1:${bench.upstream.port}`,
      upstream: { address: '127.0.0.1', port: bench.upstream.port },
      outcome: { kind: 'answered' },
      received: { method: 'POST', target: `${bench.upstream.url}/plain?q=1` },
      forwarded: { method: 'POST', target: '/plain?q=1' },
      returned: { status: 200, reason: 'Fine by me' },
      requestBody: { bytes: 4, kept: 4 },
      responseBody: { bytes: 10, kept: 8 },
      fixes: [],
    });
    const twice = ([name]: readonly [string, string]) => name.toLowerCase() === 'x-twice';
    expect(pairs(exchange.received).filter(twice)).toEqual([
      ['X-Twice', 'a'],
      ['x-twice', 'b'],
    ]);
    expect(pairs(exchange.forwarded)).toEqual(pairs(exchange.received));
    expect(pairs(exchange.returned)).toEqual([
      ['access-control-allow-origin', '*'],
      ['X-Layer', 'app'],
      ['Access-Control-Allow-Origin', PAGE],
      ['x-layer', 'nginx'],
      ['Content-Length', '10'],
    ]);
    expect(exchange.delivered).toEqual(exchange.returned);
    const { forwarded, returned, delivered, ended } = exchange.timings;
    const times = [0, forwarded, returned, delivered, ended];
    expect(times).toEqual([...times].sort((a, b) => Number(a) - Number(b)));
  });

  it('names the fix that changed a head, and shows it before and after', async () => {
    const exchange = await bench.json<Exchange>('/api/exchanges/e2');
    expect(exchange.fixes).toEqual(['f1']);
    expect(pairs(exchange.returned).filter(([name]) => /^access-control/i.test(name))).toHaveLength(2);
    expect(pairs(exchange.delivered).filter(([name]) => /^access-control-allow-origin/i.test(name))).toEqual([
      ['Access-Control-Allow-Origin', PAGE],
    ]);
  });
});

describe('GET /api/exchanges/:id/body', () => {
  it.each([
    { desc: 'the request’s', path: 'e1/body/request', text: 'sent' },
    { desc: 'the response’s, as far as it was kept', path: 'e1/body/response', text: 'ten byte' },
    { desc: 'an empty one', path: 'e2/body/request', text: '' },
  ])('$desc', async ({ path, text }) => {
    const response = await bench.api(`/api/exchanges/${path}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(text);
  });

  it('is never of a type that a browser would run or show', async () => {
    const { headers } = await bench.api('/api/exchanges/e1/body/response');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe('attachment');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('refuses a side that there is not', async () => {
    const response = await bench.api('/api/exchanges/e1/body/both');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: 'bad-side' } });
  });
});
