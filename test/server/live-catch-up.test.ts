import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SequencedEvent } from '../../shared/wire/events.ts';
import { type Bench, openBench } from './support/bench.ts';
import { readFrames } from './support/frames.ts';
import { dial, head } from './support/raw.ts';
import { until } from './support/until.ts';
import { answerWith } from './support/upstream.ts';
import { openViewer } from './support/viewer.ts';

const LINE = 'X-Filler: ';

async function benchForTest(...given: Parameters<typeof openBench>): Promise<Bench> {
  const bench = await openBench(...given);
  onTestFinished(() => bench.close());
  return bench;
}

/** Many requests on one connection, one after the other. */
async function traffic(bench: Bench, count: number, filler = ''): Promise<void> {
  const socket = await dial(bench.port);
  const request = head(
    `GET ${bench.upstream.url}/many HTTP/1.1`,
    `Host: 127.0.0.1:${bench.upstream.port}`,
    ...(filler === '' ? [] : [LINE + filler]),
  );
  let answers = 0;
  socket.on('data', (chunk: Buffer) => {
    answers += chunk.toString('latin1').split('HTTP/1.1 200').length - 1;
    if (answers < count) socket.write(request);
  });
  socket.write(request);
  await until(() => (answers >= count ? true : null), `${count} answers`);
  socket.destroy();
}

const EMPTY = () => answerWith('200 OK', []);
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `e${from + index}`);

describe('a viewer that comes back', () => {
  it('has in the end seen every exchange in its final state', async () => {
    const bench = await benchForTest({}, EMPTY);
    const seen: SequencedEvent[] = [];
    let last = 0;
    for (let round = 0; round < 4; round += 1) {
      const viewer = await openViewer(bench, last);
      await traffic(bench, 25);
      // it may leave in the middle of things
      await until(() => (viewer.exchanges.size > 0 ? true : null), 'something of this round');
      await viewer.leave();
      last = viewer.last;
      seen.push(...viewer.events);
      await traffic(bench, 25);
    }
    const viewer = await openViewer(bench, last);
    await until(() => (viewer.exchanges.has('e200') ? true : null), 'the last exchange');
    await viewer.leave();
    seen.push(...viewer.events);
    const finals = seen.filter(event => event.type === 'exchange' && event.exchange.outcome.kind === 'answered');
    expect(finals.map(event => (event.type === 'exchange' ? event.exchange.id : ''))).toEqual(ids(1, 200));
  });

  it('hears of an exchange that changed between two messages once, as it stands', async () => {
    const bench = await benchForTest({}, EMPTY);
    await traffic(bench, 300);
    const viewer = await openViewer(bench);
    await until(() => (viewer.exchanges.has('e300') ? true : null), 'the last exchange');
    const told = viewer.events.filter(({ type }) => type === 'exchange');
    expect(told).toHaveLength(300);
    await viewer.leave();
  });

  it('is given the first megabyte and no more, where it asks for that, until it says something', async () => {
    const bench = await benchForTest({}, EMPTY);
    await traffic(bench, 600, 'x'.repeat(4000));
    const patient = await openViewer(bench, 0, '&hold');
    await until(() => (patient.exchanges.size > 0 ? true : null), 'the first of it');
    const eager = await openViewer(bench);
    await traffic(bench, 1);
    await until(() => (eager.exchanges.has('e601') ? true : null), 'the newest, by who asked for no pause');
    expect(patient.exchanges.size).toBeLessThan(600);
    patient.say('ready');
    await until(() => (patient.exchanges.size === 601 ? true : null), 'all of them');
    await patient.leave();
    await eager.leave();
  });

  it('learns what fell out of memory meanwhile', async () => {
    const bench = await benchForTest({ memoryBytes: 2 * 1024 * 1024 }, EMPTY);
    await traffic(bench, 10);
    const viewer = await openViewer(bench);
    await until(() => (viewer.exchanges.size === 10 ? true : null), 'the first ten');
    await viewer.leave();
    await traffic(bench, 100, 'x'.repeat(30_000));
    const back = await openViewer(bench, viewer.last);
    const forgotten = await back.see(({ type }) => type === 'forgotten', 'what fell out');
    expect(forgotten).toMatchObject({ ids: expect.arrayContaining(ids(1, 10)) });
    const { exchanges } = await bench.json<{ exchanges: number }>('/api/health');
    expect(exchanges).toBeLessThan(110);
    expect((await bench.api('/api/exchanges/e1')).status).toBe(404);
    expect((await bench.api('/api/exchanges/e110')).status).toBe(200);
    await back.leave();
  });
});

describe('a viewer that stops reading', () => {
  it('neither stops the proxy nor grows its memory, and catches up once it reads again', async () => {
    const bench = await benchForTest({ memoryBytes: 4 * MB }, EMPTY);
    const stalled = await dial(bench.port);
    onTestFinished(() => void stalled.destroy());
    stalled.pause();
    stalled.write(
      head(
        'GET /api/live?after=0 HTTP/1.1',
        `Host: 127.0.0.1:${bench.port}`,
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        `Authorization: Bearer ${bench.corscope.token}`,
      ),
    );
    await until(async () => ((await health(bench)).viewers === 1 ? true : null), 'the viewer');

    await traffic(bench, 1000, 'x'.repeat(8000));
    const before = memoryInUse();
    await traffic(bench, 5000, 'x'.repeat(8000));
    // as a queue of text for this viewer that would be 80 MB: each head as it came and as it went on
    expect(memoryInUse() - before).toBeLessThan(20 * MB);
    const { exchanges, viewers } = await health(bench);
    expect(viewers).toBe(1);

    const frames = readFrames(stalled);
    const caughtUp = await until(() => (frames.text.includes('"id":"e6000"') ? frames.text : null), 'the newest');
    const told = new Set(caughtUp.match(/"id":"e\d+"/g));
    for (const id of ids(6001 - exchanges, 6000)) expect(told).toContain(`"id":"${id}"`);
  });
});

async function health(bench: Bench): Promise<{ exchanges: number; viewers: number }> {
  return bench.json('/api/health');
}

const MB = 1024 * 1024;

/** What is really held: garbage is taken out first. */
function memoryInUse(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
