import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { JourneyReport } from '../../shared/findings/report.ts';
import type { ExchangePath } from '../../shared/trace/exchange-path.ts';
import { type Bench, openBench, PAGE } from '../server/support/bench.ts';
import { head, rawRequest } from '../server/support/raw.ts';
import { answerWith, startUpstream, type Upstream } from '../server/support/upstream.ts';

interface Chain extends Bench {
  readonly app: Upstream;
  /** Heads as the app got them, and fields as the layer between did. */
  readonly atApp: string[];
  readonly atLayer: string[][];
  /** A request to the tap in front of the layer. */
  ask(method: string, path: string, ...fields: string[]): ReturnType<typeof rawRequest>;
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** corscope → layer → corscope → app. The layer drops `drops` of the request, and of the answer. */
async function openChain(layer: { readonly drops?: readonly string[]; readonly strip?: string } = {}): Promise<Chain> {
  const atApp: string[] = [];
  const atLayer: string[][] = [];
  const app = await startUpstream(text => {
    atApp.push(text);
    return answerWith('200 OK', [`Access-Control-Allow-Origin: ${PAGE}`], 'hello');
  });
  let toApp = 0;
  const between = await listenLayer(
    () => toApp,
    fields => void atLayer.push(fields),
    layer.drops ?? [],
    layer.strip ?? '',
  );
  const { port } = between.address() as AddressInfo;
  const target = (to: number) => ({ scheme: 'http', host: '127.0.0.1', port: to }) as const;
  const bench = await openBench({
    taps: [
      { name: 'gateway', port: 0, target: target(port) },
      { name: 'app', port: 0, target: target(app.port) },
    ],
  });
  open.push(app, { close: async () => void between.close() }, bench);
  toApp = portOf(bench, 'app');
  return {
    ...bench,
    app,
    atApp,
    atLayer,
    ask: (method, path, ...fields) =>
      rawRequest(
        portOf(bench, 'gateway'),
        head(`${method} ${path} HTTP/1.1`, 'Host: api.example.com', `Origin: ${PAGE}`, ...fields, 'Connection: close'),
      ),
  };
}

async function listenLayer(
  toApp: () => number,
  saw: (fields: string[]) => void,
  drops: readonly string[],
  strip: string,
): Promise<Server> {
  const kept = (raw: readonly string[]) =>
    Object.fromEntries(
      raw.flatMap((name, at) =>
        at % 2 === 1 || drops.includes(name.toLowerCase()) ? [] : [[name, raw[at + 1] ?? '']],
      ),
    );
  const server = createServer((asked, answer) => {
    saw(asked.rawHeaders);
    const path = (asked.url ?? '').replace(strip, '');
    const options = { host: '127.0.0.1', port: toApp(), method: asked.method, path, headers: kept(asked.rawHeaders) };
    const onward = request(options, got => {
      answer.writeHead(got.statusCode ?? 0, kept(got.rawHeaders));
      got.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    onward.end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function portOf({ corscope }: Bench, name: string): number {
  return Number(new URL(corscope.taps.find(tap => tap.name === name)?.url ?? '').port);
}

describe('a chain of taps', () => {
  it('ties what both taps saw, by a guess first and by the header from then on, and never shows it to the app', async () => {
    const chain = await openChain();
    await chain.ask('GET', '/products');
    await chain.ask('GET', '/products');
    const { journeys } = await chain.json<{ journeys: JourneyReport[] }>('/api/journeys');
    expect(journeys.map(({ exchanges }) => exchanges.length)).toEqual([2, 2]);
    const paths = await Promise.all(
      journeys.map(
        async ({ id }) => (await chain.json<{ paths: ExchangePath[] }>(`/api/journeys/${id}/path`)).paths[0],
      ),
    );
    expect(paths.map(path => path?.guessed)).toEqual([true, false]);
    expect(paths[1]?.layers).toEqual(['gateway', 'app']);
    expect(chain.atLayer.map(fields => fields.includes('Corscope-Trace'))).toEqual([false, true]);
    expect(chain.atApp.some(text => /corscope/i.test(text))).toBe(false);
  });

  it('shows the header as corscope’s own change', async () => {
    const chain = await openChain();
    await chain.ask('GET', '/products');
    await chain.ask('GET', '/products');
    const { journeys } = await chain.json<{ journeys: JourneyReport[] }>('/api/journeys');
    const { paths } = await chain.json<{ paths: ExchangePath[] }>(`/api/journeys/${journeys[1]?.id}/path`);
    const row = paths[0]?.ledger.request.rows.find(({ name }) => name === 'Corscope-Trace');
    expect(row?.changes.map(({ kind, layer }) => `${kind} by ${layer}`)).toEqual([
      'added by corscope',
      'removed by corscope',
    ]);
  });

  it('finds out behind a layer that rewrites paths', async () => {
    const chain = await openChain({ strip: '/api' });
    await chain.ask('GET', '/api/products');
    await chain.ask('GET', '/api/products');
    const { journeys } = await chain.json<{ journeys: JourneyReport[] }>('/api/journeys?limit=10');
    expect(journeys.map(({ exchanges }) => exchanges.length)).toEqual([1, 1, 2]);
  });

  it('blames the layer that took the header off', async () => {
    const chain = await openChain({ drops: ['access-control-allow-origin'] });
    await chain.ask('GET', '/products');
    const { journeys } = await chain.json<{ journeys: JourneyReport[] }>('/api/journeys');
    expect(journeys[0]?.verdict.code).toBe('MissingAllowOriginHeader');
    expect(journeys[0]?.findings[0]?.layer).toBe('gateway');
    const { paths } = await chain.json<{ paths: ExchangePath[] }>(`/api/journeys/${journeys[0]?.id}/path`);
    expect(paths[0]?.sentence).toBe(
      'gateway removed Access-Control-Allow-Origin from the 200 response that app sent with it.',
    );
  });

  it('passes bytes as they came where nothing else listens further on', async () => {
    const chain = await openChain();
    const asked = head('GET /alone HTTP/1.1', 'hOST: api.example.com', `Origin: ${PAGE}`, 'Connection: close');
    for (let turn = 0; turn < 3; turn += 1) await rawRequest(portOf(chain, 'app'), asked);
    expect(chain.atApp).toEqual([asked, asked, asked]);
  });
});
