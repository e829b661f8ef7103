import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Corscope, startCorscope } from '../../../proxy/corscope.ts';
import type { CorscopeOptions } from '../../../proxy/options.ts';
import { head, type RawAnswer, rawRequest } from './raw.ts';
import { answerWith, startUpstream, type Upstream } from './upstream.ts';

/** A corscope in this process and an upstream for it. */
export interface Bench {
  readonly corscope: Corscope;
  readonly upstream: Upstream;
  readonly port: number;
  /** A folder for this bench alone. */
  readonly folder: string;
  /** An API call, with the token unless `init` has other headers. */
  api(path: string, init?: RequestInit): Promise<Response>;
  json<T>(path: string): Promise<T>;
  send(method: string, path: string, body: unknown): Promise<Response>;
  /** A request through the proxy; the answer is read to its end. */
  through(path: string, options?: Through): Promise<RawAnswer>;
  close(): Promise<void>;
}

export interface Through {
  readonly method?: string;
  readonly fields?: readonly string[];
  readonly body?: string;
}

export const PAGE = 'https://app.example.com';

export async function openBench(
  options: Partial<CorscopeOptions> = {},
  answer: (head: string) => string | null = () => answerWith('200 OK', ['Content-Type: text/plain'], 'hello'),
): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'corscope-server-'));
  const upstream = await startUpstream(answer);
  const corscope = await startCorscope({ ...DEFAULTS, home: join(folder, 'home'), ...options });
  const port = Number(new URL(corscope.url).port);
  const authorization = { Authorization: `Bearer ${corscope.token}` };
  const api = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, corscope.url), { headers: authorization, ...init });
  return {
    corscope,
    upstream,
    port,
    folder,
    api,
    json: async <T>(path: string) => (await (await api(path)).json()) as T,
    send: (method, path, body) =>
      api(path, {
        method,
        headers: { ...authorization, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    through: (path, { method = 'GET', fields = [`Origin: ${PAGE}`], body = '' } = {}) =>
      rawRequest(
        port,
        head(
          `${method} ${upstream.url}${path} HTTP/1.1`,
          `Host: 127.0.0.1:${upstream.port}`,
          ...fields,
          ...(body === '' ? [] : [`Content-Length: ${body.length}`]),
          'Connection: close',
        ) + body,
      ),
    async close() {
      await corscope.close();
      await upstream.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const DEFAULTS: Omit<CorscopeOptions, 'home'> = {
  host: '127.0.0.1',
  port: 0,
  taps: [],
  connectTo: [],
  upstreamInsecure: false,
  upstreamCa: null,
  sessionFile: null,
  memoryBytes: 8 * 1024 * 1024,
  bodyBytes: 64 * 1024,
  lab: false,
};
