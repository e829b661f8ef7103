import { join } from 'node:path';
import { firstJson, ownProcess, startChild, stopChild } from '../ground/child.ts';
import { freePort } from '../ground/free-port.ts';
import type { Ground } from '../ground/ground.ts';
import { requestBytes } from '../load/request-bytes.ts';
import type { TiesRead } from '../process/ties-read.ts';
import { figure } from '../report/format.ts';
import { startCorscope } from '../subjects/start-corscope.ts';
import { findNginx, startNginx } from '../upstream/nginx.ts';
import type { Section } from './section.ts';

const NAME = 'ties';
const REQUESTS = 10_000;
const CONNECTIONS = 50;
/** Twenty thousand exchanges, some of them held against fifty others each. */
const READ_MS = 180_000;
const NUMBER = '######';
const SCRIPT = new URL('../process/ties-read.ts', import.meta.url);

interface Case {
  readonly id: string;
  readonly title: string;
  /** In nginx's `location`. */
  readonly layer: string;
  /** Among how many URLs the requests take turns. */
  readonly urls: number;
}

const STRIPPED = 'proxy_set_header Corscope-Trace "";';

const CASES: readonly Case[] = [
  { id: 'header', title: 'the layer passes the header on, one URL', layer: '', urls: 1 },
  { id: 'stripped', title: 'it takes the header off, 100 URLs', layer: STRIPPED, urls: 100 },
  {
    id: 'stripped-one',
    title: 'it takes the header off, one URL and nothing to tell them apart',
    layer: STRIPPED,
    urls: 1,
  },
];

/** Is what two taps saw of one request put together, while fifty requests are under way at once? */
export const ties: Section = {
  name: NAME,
  async run(ground) {
    const { results } = ground;
    const nginx = findNginx();
    if (nginx === null) results.skip(NAME, 'nginx is not installed');
    for (const each of nginx === null ? [] : CASES) {
      const { requests, right, guessed } = await measure(ground, nginx ?? '', each);
      results.add(`${NAME}.${each.id}.requests`, requests);
      results.add(`${NAME}.${each.id}.right`, (100 * right) / requests);
      results.add(`${NAME}.${each.id}.guessed`, (100 * guessed) / requests);
    }
    return {
      title: `Correlation: two taps, nginx between them, ${CONNECTIONS} requests under way at once`,
      note: 'Which request is which is written in its body, where corscope does not look; all heads are alike but for the URL. Per cent of the requests that reached the inner tap.',
      columns: ['', 'requests', 'tied rightly %', 'marked as a guess %'],
      rows: CASES.filter(({ id }) => results.all(`${NAME}.${id}.right`).length > 0).map(({ id, title }) => [
        title,
        figure(results.median(`${NAME}.${id}.requests`)),
        figure(results.median(`${NAME}.${id}.right`)),
        figure(results.median(`${NAME}.${id}.guessed`)),
      ]),
    };
  },
};

async function measure(ground: Ground, nginx: string, { id, layer, urls }: Case): Promise<TiesRead> {
  const [outer, between, inner] = await Promise.all([freePort(), freePort(), freePort()]);
  const dir = join(ground.dir, `ties-${id}`);
  const http = proxyPass(between, inner, layer);
  const child = await startNginx({ path: nginx, cores: ground.cores.rest, dir, port: between, http });
  const file = join(ground.dir, `ties-${id}.ndjson`);
  const corscope = await startCorscope(ground, ground.upstream.port, [
    ...['--tap', `outer=${outer}:http://127.0.0.1:${between}`],
    ...['--tap', `inner=${inner}:http://127.0.0.1:${ground.upstream.port}`],
    ...['--session', file],
  ]);
  await ground.load.run({
    kind: 'closed',
    target: { port: outer, tunnel: null },
    pid: corscope.pid,
    requests: Array.from({ length: urls }, (_, index) => numbered(index, outer)),
    numberAt: NUMBER,
    connections: CONNECTIONS,
    warmMs: 0,
    until: { count: REQUESTS },
  });
  // its session file is complete when it has ended
  await corscope.stop();
  await stopChild(child);
  return firstJson<TiesRead>(startChild(ownProcess(SCRIPT, [file]), { cores: ground.cores.subject }), READ_MS);
}

function numbered(index: number, port: number): string {
  const body = `order=${NUMBER}`;
  const parts = { method: 'POST', path: `/orders/${index}`, authority: `127.0.0.1:${port}`, origin: '' };
  return requestBytes(parts, ['Content-Type: text/plain', `Content-Length: ${body.length}`]) + body;
}

function proxyPass(port: number, to: number, layer: string): string {
  return `
  upstream inner { server 127.0.0.1:${to}; keepalive 64; keepalive_requests 1000000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://inner;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      ${layer}
    }
  }`;
}
