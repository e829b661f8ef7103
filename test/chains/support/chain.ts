import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Corscope, startCorscope } from '../../../proxy/corscope.ts';
import type { TapOption } from '../../../proxy/options.ts';
import type { ConnectTo } from '../../../proxy/tap/destination.ts';
import type { JourneyReport } from '../../../shared/findings/report.ts';
import type { Exchange } from '../../../shared/trace/exchange.ts';
import { rawRequest } from '../../server/support/raw.ts';
import { type App, type AppAnswer, startApp } from '../../support/servers/app.ts';
import { type HeldPort, holdPort } from '../../support/servers/hold-port.ts';
import type { Server } from '../../support/servers/server.ts';
import { type Call, requestsOf } from './call.ts';
import type { Layer } from './layer.ts';

/** Layers and an app on loopback, with a tap of corscope in front of each; a tap has its layer's name. */
export interface Chain {
  readonly corscope: Corscope;
  readonly app: App;
  /** Port of the first layer's tap. */
  readonly port: number;
  /** Addresses of the layers themselves, past the taps, from the outermost to the app. */
  readonly addresses: readonly { readonly name: string; readonly port: number }[];
  /** Says the requests of a call, one after the other, to the first tap. `host`: left out, `localhost` and its port. */
  send(call: Call, host?: string): Promise<void>;
  /** In the order in which they began. */
  exchanges(): Promise<Exchange[]>;
  /** Those of the first tap are the calls; in the order in which they began. */
  journeys(): Promise<JourneyReport[]>;
  json<T>(path: string): Promise<T>;
  /** What the servers have said. */
  log(): string;
  close(): Promise<void>;
}

/** Through the forward proxy, the first tap has this name. */
export const API_HOST = 'api.example.com';

/**
 * From the outermost layer to the app. The app does not listen where it has no answers. `connectTo`: where the forward
 * proxy finds other hosts than API_HOST.
 */
export async function openChain(
  layers: readonly Layer[],
  answers: readonly AppAnswer[] | null,
  connectTo: readonly ConnectTo[] = [],
): Promise<Chain> {
  const folder = mkdtempSync(join(tmpdir(), 'corscope-chain-'));
  const app = await startApp(answers ?? []);
  const held = await Promise.all([...layers, app].map(() => holdPort()));
  const servers = await startAll(layers, held);
  const addresses = [...layers, { name: 'app' }].map(({ name }, index) => ({
    name,
    port: servers[index]?.port ?? app.port,
  }));
  const port = held[0]?.port ?? 0;
  const toApi = { host: API_HOST, port: 80, address: '127.0.0.1', toPort: port };
  const corscope = await startCorscope({
    ...OPTIONS,
    taps: tapsFor(addresses, held),
    connectTo: [toApi, ...connectTo],
    home: join(folder, 'home'),
  });
  if (answers === null) await app.stop();
  const json = async <T>(path: string) => {
    const headers = { Authorization: `Bearer ${corscope.token}` };
    return (await (await fetch(new URL(path, corscope.url), { headers })).json()) as T;
  };
  return {
    corscope,
    app,
    port,
    addresses,
    async send(call, host = `localhost:${port}`) {
      for (const request of requestsOf(call, host)) await rawRequest(port, request);
    },
    exchanges: () => allExchanges(json),
    journeys: async () => (await json<{ journeys: JourneyReport[] }>('/api/journeys')).journeys,
    json,
    log: () => servers.map(server => server.log()).join('\n'),
    async close() {
      await corscope.close();
      await Promise.all([...servers, app].map(server => server.stop()));
      for (const { release } of held) release();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Each passes on to the tap in front of the next one. */
async function startAll(layers: readonly Layer[], held: readonly HeldPort[]): Promise<Server[]> {
  const started = await Promise.allSettled(layers.map((layer, index) => layer.start(held[index + 1]?.port ?? 0)));
  const servers = started.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = started.find(each => each.status === 'rejected');
  if (failed === undefined) return servers;
  await Promise.all(servers.map(server => server.stop()));
  throw failed.reason;
}

function tapsFor(addresses: Chain['addresses'], held: readonly HeldPort[]): TapOption[] {
  return addresses.map(({ name, port }, index) => ({
    name,
    port: held[index]?.port ?? 0,
    target: { scheme: 'http', host: '127.0.0.1', port },
  }));
}

const OPTIONS = {
  host: '127.0.0.1',
  port: 0,
  upstreamInsecure: false,
  upstreamCa: null,
  sessionFile: null,
  memoryBytes: 8 * 1024 * 1024,
  bodyBytes: 64 * 1024,
  lab: false,
};

async function allExchanges(json: Chain['json']): Promise<Exchange[]> {
  const found: Exchange[] = [];
  for (;;) {
    const exchange = await json<Exchange | { error: unknown }>(`/api/exchanges/e${found.length + 1}`);
    if ('error' in exchange) return found;
    found.push(exchange);
  }
}
