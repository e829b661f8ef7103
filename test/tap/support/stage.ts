import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCa } from '../../../proxy/ca/ca.ts';
import { createLeafStore } from '../../../proxy/ca/leaf-store.ts';
import { type Corscope, startCorscope } from '../../../proxy/corscope.ts';
import type { CorscopeOptions } from '../../../proxy/options.ts';
import { listenUpstream, type Upstream } from './upstream.ts';
import { type Watch, watchExchanges } from './watch.ts';

/** The name under which both upstreams are asked for through the proxy; it leads to them by `connectTo`. */
export const HOST = 'api.corscope.test';

/** A corscope in this process, a plain and a TLS upstream behind it, and a viewer. */
export interface Stage {
  readonly corscope: Corscope;
  readonly plain: Upstream;
  readonly secure: Upstream;
  readonly watch: Watch;
  /** Certificate of the CA that the TLS upstream's certificate comes from. */
  readonly upstreamCa: string;
  /** Port of the reverse tap `api`, which stands before the plain upstream. */
  readonly tapPort: number;
  readonly proxyPort: number;
  close(): Promise<void>;
}

export async function openStage(options: Partial<CorscopeOptions> = {}): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'corscope-tap-'));
  const ca = await loadCa(join(folder, 'upstream'));
  const plain = await listenUpstream();
  const secure = await listenUpstream(await createLeafStore(ca).contextFor(HOST));
  const corscope = await startCorscope({
    host: '127.0.0.1',
    port: 0,
    taps: [{ name: 'api', port: 0, target: { scheme: 'http', host: '127.0.0.1', port: plain.port } }],
    connectTo: [
      { host: HOST, port: 443, address: '127.0.0.1', toPort: secure.port },
      { host: HOST, port: 80, address: '127.0.0.1', toPort: plain.port },
    ],
    upstreamInsecure: false,
    upstreamCa: ca.certPem,
    sessionFile: null,
    home: join(folder, 'corscope'),
    memoryBytes: 16 * 1024 * 1024,
    bodyBytes: 64 * 1024,
    lab: false,
    ...options,
  });
  const watch = await watchExchanges(corscope);
  return {
    corscope,
    plain,
    secure,
    watch,
    upstreamCa: ca.certPem,
    tapPort: portOf(corscope.taps[0]?.url ?? corscope.proxyUrl),
    proxyPort: portOf(corscope.proxyUrl),
    async close() {
      watch.close();
      await corscope.close();
      plain.close();
      secure.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
