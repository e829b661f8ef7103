import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground } from '../ground/ground.ts';
import { cpuMs } from '../ground/process-figures.ts';
import { figure, spread } from '../report/format.ts';
import { exchangesHeld } from '../subjects/exchanges-held.ts';
import { type CorscopeProcess, startCorscope } from '../subjects/start-corscope.ts';
import { startViewer, type Viewer } from '../subjects/viewer.ts';
import { w1Load } from './corscope-load.ts';
import type { Section } from './section.ts';

const NAME = 'stream';
const REPLAY_MS = 15_000;
const WARM_UPS = 2;

/** Exchange events to one dashboard: while the proxy is at its limit, and out of a full record with nothing else to do. */
export const liveStream: Section = {
  name: NAME,
  async run(ground) {
    const { results, options, upstream } = ground;
    const corscope = await startCorscope(ground, upstream.port);
    const viewer = await startViewer(corscope.ready, ground.cores.rest);
    await ground.load.run(w1Load(ground, corscope, { ms: options.windowMs }));
    for (let round = 0; round < options.rounds; round += 1) await whileProxying(ground, corscope, viewer);
    await viewer.stop();
    await ground.load.run(w1Load(ground, corscope, { count: options.ringExchanges / 2 }));
    const held = await exchangesHeld(corscope.ready);
    for (let round = -WARM_UPS; round < options.rounds; round += 1) {
      const { exchanges, ms, cpuMs } = await replay(ground, corscope, held);
      if (round < 0) continue;
      results.add(`${NAME}.alone`, (exchanges / ms) * 1000);
      if (cpuMs !== null) results.add(`${NAME}.alone-cpu`, (cpuMs * 1000) / exchanges);
    }
    await corscope.stop();
    return {
      title: 'The dashboard’s stream',
      note: `Exchange events that one client received and parsed in a second; alone: ${figure(held)} exchanges out of the record.`,
      columns: ['', 'events/s', 'CPU µs each'],
      rows: [
        ['while proxying w1', spread(results.all(`${NAME}.proxying`)), ''],
        ['… exchanges that ended meanwhile', spread(results.all(`${NAME}.exchanges`)), ''],
        ['alone', spread(results.all(`${NAME}.alone`)), figure(results.median(`${NAME}.alone-cpu`))],
      ],
    };
  },
};

async function whileProxying(ground: Ground, corscope: CorscopeProcess, viewer: Viewer): Promise<void> {
  const { results, options, load } = ground;
  const run = load.run(w1Load(ground, corscope, { ms: options.windowMs }));
  await sleep(options.warmMs);
  const from = await viewer.count();
  await sleep(options.windowMs * 0.9);
  const to = await viewer.count();
  const { count, ms } = await run;
  results.add(`${NAME}.proxying`, ((to.exchanges - from.exchanges) / (to.at - from.at)) * 1000);
  results.add(`${NAME}.exchanges`, (count / ms) * 1000);
}

/** How long a new viewer takes to be given all that is held. */
async function replay({ cores }: Ground, corscope: CorscopeProcess, held: number): Promise<Replay> {
  const before = cpuMs(corscope.pid);
  const viewer = await startViewer(corscope.ready, cores.rest);
  const deadline = performance.now() + REPLAY_MS;
  let count = await viewer.count();
  while (count.exchanges < held) {
    if (performance.now() > deadline) throw new Error(`only ${count.exchanges} of ${held} events arrived`);
    await sleep(50);
    count = await viewer.count();
  }
  const after = cpuMs(corscope.pid);
  await viewer.stop();
  const spent = before === null || after === null ? null : after - before;
  return { exchanges: count.exchanges, ms: count.lastAt - count.openedAt, cpuMs: spent };
}

interface Replay {
  readonly exchanges: number;
  readonly ms: number;
  readonly cpuMs: number | null;
}
