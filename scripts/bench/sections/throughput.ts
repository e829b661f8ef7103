import type { Ground } from '../ground/ground.ts';
import { PREFLIGHTED_LINES, type RequestParts, requestBytes } from '../load/request-bytes.ts';
import { figure, spread, times } from '../report/format.ts';
import { ratioOf } from '../report/ratio.ts';
import type { Table } from '../report/table.ts';
import { corscope, corscopeUnrecorded, corscopeViewed } from '../subjects/corscope.ts';
import { httpxy, mitmdump, mitmweb, mockttp, whistle } from '../subjects/peers.ts';
import type { Running, Subject } from '../subjects/subject.ts';
import { bytePipe, direct, httpProxy3Agent, httpProxyAgent, httpProxyBare, nginx } from '../subjects/yardsticks.ts';
import type { Section } from './section.ts';
import { interleave, startAll, stopAll } from './start-all.ts';

const CONNECTIONS = 50;

/** One 1 KB keep-alive GET, again and again. */
export const w1: Section = {
  name: 'w1',
  run: ground =>
    throughput(ground, {
      name: 'w1',
      title: 'w1: 1 KB keep-alive GET, 50 connections',
      subjects: [
        ...[direct, bytePipe, nginx, corscopeUnrecorded, corscope, corscopeViewed],
        ...[httpProxyBare, httpProxyAgent, httpProxy3Agent, httpxy, mockttp, mitmdump, mitmweb, whistle],
      ],
      requests: parts => [requestBytes({ ...parts, method: 'GET', path: '/orders/7' })],
    }),
};

/** A preflight and the request it was for, as Chromium sends them. */
export const w2: Section = {
  name: 'w2',
  run: ground =>
    throughput(ground, {
      name: 'w2',
      title: 'w2: preflight + GET with Chromium’s headers, 50 connections',
      subjects: [direct, nginx, corscope, corscopeViewed, httpProxyBare, httpProxyAgent, mockttp, mitmdump],
      requests: parts => [
        requestBytes({ ...parts, method: 'OPTIONS', path: '/orders/7' }),
        requestBytes({ ...parts, method: 'GET', path: '/orders/7' }, PREFLIGHTED_LINES),
      ],
    }),
};

interface Workload {
  readonly name: string;
  readonly title: string;
  readonly subjects: readonly Subject[];
  requests(parts: Pick<RequestParts, 'authority' | 'origin'>): string[];
}

async function throughput(ground: Ground, workload: Workload): Promise<Table> {
  const { name, title, subjects } = workload;
  const { results, options, upstream } = ground;
  const started = await startAll(ground, name, subjects, upstream.port);
  await interleave(
    ground,
    name,
    started,
    ({ running }) => ({
      kind: 'closed',
      target: { port: running.port, tunnel: null },
      pid: running.pid,
      requests: workload.requests(addressed(running, upstream.port)),
      connections: CONNECTIONS,
      warmMs: options.warmMs,
      until: { ms: options.windowMs },
    }),
    (key, result) => {
      results.add(`${key}.rate`, (result.count / result.ms) * 1000);
      if (result.cpuMs !== null) results.add(`${key}.cpu`, (result.cpuMs * 1000) / result.count);
      results.add(`${key}.p50`, result.p50);
      results.add(`${key}.p99`, result.p99);
      results.add(`${key}.failed`, result.failed);
    },
  );
  await stopAll(started);
  return {
    title,
    note: 'Requests in a second, the subject’s CPU time for each, milliseconds to the answer; medians of the rounds (least–most).',
    columns: ['', 'req/s', 'CPU µs each', 'p50', 'p99', 'failed', '× http-proxy bare', '× http-proxy + agent'],
    rows: started.map(({ subject }) => row(ground, name, subject)),
  };
}

/** How the subject wants to be asked. */
export function addressed(running: Running, upstreamPort: number): Pick<RequestParts, 'authority' | 'origin'> {
  if (running.form === 'reverse') return { authority: `127.0.0.1:${running.port}`, origin: '' };
  return { authority: `127.0.0.1:${upstreamPort}`, origin: `http://127.0.0.1:${upstreamPort}` };
}

function row({ results }: Ground, name: string, { id, title }: Subject): string[] {
  const key = `${name}.${id}`;
  const against = (other: string) => times(ratioOf(results, `${key}.rate`, [`${name}.${other}.rate`]));
  return [
    title,
    spread(results.all(`${key}.rate`)),
    spread(results.all(`${key}.cpu`)),
    figure(results.median(`${key}.p50`)),
    figure(results.median(`${key}.p99`)),
    String(results.all(`${key}.failed`).reduce((sum, count) => sum + count, 0)),
    against('http-proxy-bare'),
    against('http-proxy-agent'),
  ];
}
