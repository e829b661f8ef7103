import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LayerReport } from '../../shared/trace/layers/layer-report.ts';
import { type Bench, openBench } from './support/bench.ts';
import { head, rawRequest } from './support/raw.ts';
import { answerWith, startUpstream } from './support/upstream.ts';

const NGINX_PAGE = '<center><h1>405 Not Allowed</h1></center>\n<hr><center>nginx</center>';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({}, head =>
    head.startsWith('OPTIONS')
      ? answerWith('405 Not Allowed', ['Server: nginx', 'Content-Type: text/html'], NGINX_PAGE)
      : answerWith('200 OK', []),
  );
  await bench.through('/orders', {
    method: 'OPTIONS',
    fields: ['Origin: https://app.example.com', 'Access-Control-Request-Method: PUT'],
  });
  await bench.through('/plain');
});
afterAll(() => bench.close());

describe('GET /api/journeys/:id/layers', () => {
  it('gives for each exchange what is recognised, who made the answer, and why', async () => {
    const { layers } = await bench.json<{ layers: LayerReport[] }>('/api/journeys/j1/layers');
    expect(layers).toEqual([
      {
        exchange: 'e1',
        guesses: [
          {
            product: 'nginx',
            name: 'nginx',
            role: 'reverse proxy',
            confidence: 'certain',
            evidence: {
              lines: [{ exchange: 'e1', head: 'returned', index: 0 }],
              words: ['<hr><center>nginx</center>', '405 Not Allowed'],
            },
            sentence: 'nginx is on the path: `Server: nginx` names it.',
          },
        ],
        generator: expect.objectContaining({
          product: 'nginx',
          confidence: 'certain',
          sentence: expect.stringContaining('its error page ends with `<hr><center>nginx</center>`'),
        }),
        corsWriter: null,
      },
    ]);
  });

  it('says nothing where nothing tells', async () => {
    expect(await bench.json('/api/journeys/j2/layers')).toEqual({
      layers: [{ exchange: 'e2', guesses: [], generator: null, corsWriter: null }],
    });
  });

  it('gives one for each tap that saw the request', async () => {
    const app = await startUpstream(() => answerWith('404 Not Found', ['Server: uvicorn'], '{"detail":"Not Found"}'));
    const target = { scheme: 'http', host: '127.0.0.1', port: app.port } as const;
    const own = await openBench({ taps: [{ name: 'app', port: 0, target }] });
    const { host } = new URL(own.corscope.taps[0]?.url ?? '');
    const fields = [`Host: ${host}`, 'Origin: https://app.example.com', 'Connection: close'];
    await rawRequest(own.port, head(`GET http://${host}/orders HTTP/1.1`, ...fields));
    const { layers } = await own.json<{ layers: LayerReport[] }>('/api/journeys/j1/layers');
    expect(layers.map(({ exchange, generator }) => [exchange, generator?.product])).toEqual([
      ['e1', 'starlette'],
      ['e2', 'starlette'],
    ]);
    await own.close();
    await app.close();
  });

  it('answers 404 for a journey that it does not know', async () => {
    const answer = await bench.api('/api/journeys/j9/layers');
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 'not-found' } });
  });
});
