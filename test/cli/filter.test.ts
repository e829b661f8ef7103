import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { JourneyReport } from '../../shared/findings/report.ts';
import { head, rawRequest } from '../server/support/raw.ts';
import { until } from '../server/support/until.ts';
import { answerWith, startUpstream } from '../server/support/upstream.ts';
import { type Serving, serve, stop, tempFolder } from './support/corscope.ts';

type Told = JourneyReport & { readonly event: string };

async function start(...args: readonly string[]) {
  const upstream = await startUpstream(() => answerWith('200 OK', [], 'x'));
  onTestFinished(() => upstream.close());
  const corscope = await serve(['--connect-to', `api.example.test:80:127.0.0.1:${upstream.port}`, ...args]);
  return { corscope, ask: (path: string) => ask(corscope, path) };
}

function ask(corscope: Serving, path: string) {
  const lines = [`GET http://api.example.test${path} HTTP/1.1`, 'Host: api.example.test', 'Connection: close'] as const;
  return rawRequest(corscope.port, head(...lines, 'Origin: http://app.example.test'));
}

function told(corscope: Serving): Told[] {
  const [, ...lines] = corscope.stdout.split('\n').filter(line => line !== '');
  return lines.map(line => JSON.parse(line) as Told);
}

it('serve --json --filter prints each journey that passes once, behind the ready line', async () => {
  const { corscope, ask } = await start('--filter', 'verdict:blocked -path:/quiet');
  await ask('/first');
  await until(() => (told(corscope).length === 1 ? true : null), 'the first journey');
  await ask('/quiet');
  await ask('/second');
  expect(await stop(corscope)).toBe(0);
  const journeys = told(corscope);
  expect(journeys.map(({ event, facts }) => [event, new URL(facts.url).pathname])).toEqual([
    ['journey', '/first'],
    ['journey', '/second'],
  ]);
  expect(Object.keys(journeys[0] ?? {}).slice(0, 5)).toEqual(['event', 'id', 'startedAt', 'facts', 'category']);
  expect(journeys[0]?.findings.map(({ id }) => id)).toContain('allow-origin-missing');
});

it('serve --json without a filter prints no journey', async () => {
  const { corscope, ask } = await start();
  await ask('/first');
  expect(await stop(corscope)).toBe(0);
  expect(told(corscope)).toEqual([]);
});

it('a session that is taken up again is not told again', async () => {
  const session = join(tempFolder(), 'session.ndjson');
  const before = await start('--session', session);
  await before.ask('/before');
  expect(await stop(before.corscope)).toBe(0);
  expect(existsSync(session)).toBe(true);
  const after = await start('--session', session, '--filter', '');
  await after.ask('/after');
  expect(await stop(after.corscope)).toBe(0);
  expect(told(after.corscope).map(({ facts }) => new URL(facts.url).pathname)).toEqual(['/after']);
});
