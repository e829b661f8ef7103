import type { Ground } from '../ground/ground.ts';
import { peakRssMb, resetPeak, rssMb } from '../ground/process-figures.ts';
import type { LoadJob, LoadResult } from '../load/load-job.ts';
import { requestBytes } from '../load/request-bytes.ts';
import { figure, spread } from '../report/format.ts';
import { corscopeViewed } from '../subjects/corscope.ts';
import { bytePipe, direct, httpProxyBare } from '../subjects/yardsticks.ts';
import type { Section } from './section.ts';
import { type Started, startAll, stopAll } from './start-all.ts';
import { addressed } from './throughput.ts';

const NAME = 'bulk';
const MEGABYTE = 1024 ** 2;
const BYTES = 100 * MEGABYTE;
/** The code of a transfer is warm only after some hundred megabytes. */
const WARM_UPS = 2;
type Direction = 'down' | 'up';

/** 100 MB both ways, and what memory that takes. */
export const largeBodies: Section = {
  name: NAME,
  async run(ground) {
    const { results, options, bulkPort } = ground;
    const started = await startAll(ground, NAME, [direct, bytePipe, httpProxyBare, corscopeViewed], bulkPort);
    const before = await settledSizes(ground, started);
    for (let round = 0; round < WARM_UPS; round += 1) await eachWay(ground, started, () => undefined);
    for (let round = 0; round < options.rounds; round += 1) {
      await eachWay(ground, started, (key, { ms, cpuMs }) => {
        results.add(key, BYTES / MEGABYTE / (ms / 1000));
        if (cpuMs !== null) results.add(`${key}-cpu`, cpuMs);
      });
    }
    for (const each of started) noteGrowth(ground, each, before.get(each) ?? 0, 'growth');
    const viewed = started.find(({ subject }) => subject === corscopeViewed);
    if (options.longBytes !== null && viewed) {
      await transfer(ground, viewed, 'down', options.longBytes);
      noteGrowth(ground, viewed, before.get(viewed) ?? 0, 'long-growth');
    } else results.skip(`${NAME}.corscope-viewed.long-growth`, 'only with --long');
    await stopAll(started);
    return {
      title: 'Large bodies: 100 MB down and up',
      note: 'Megabytes in a second and CPU milliseconds for each 100 MB; resident memory at its highest over all the transfers, less that after a first megabyte.',
      columns: ['', 'down MB/s', 'CPU ms', 'up MB/s', 'CPU ms', 'peak growth MB', '… with 1 GB down'],
      rows: started.map(({ subject: { id, title } }) => [
        title,
        spread(results.all(`${NAME}.${id}.down`)),
        figure(results.median(`${NAME}.${id}.down-cpu`)),
        spread(results.all(`${NAME}.${id}.up`)),
        figure(results.median(`${NAME}.${id}.up-cpu`)),
        figure(results.median(`${NAME}.${id}.growth`)),
        figure(results.median(`${NAME}.${id}.long-growth`)),
      ]),
    };
  },
};

/** Resident memory of each after a first megabyte; from here on its peak is watched. */
async function settledSizes(ground: Ground, started: readonly Started[]): Promise<ReadonlyMap<Started, number>> {
  const sizes = new Map<Started, number>();
  for (const each of started) {
    await transfer(ground, each, 'down', MEGABYTE);
    const { pid } = each.running;
    if (pid === null) continue;
    resetPeak(pid);
    sizes.set(each, rssMb(pid));
  }
  return sizes;
}

async function eachWay(
  ground: Ground,
  started: readonly Started[],
  keep: (key: string, result: LoadResult) => void,
): Promise<void> {
  for (const direction of ['down', 'up'] as const) {
    for (const each of started) {
      keep(`${NAME}.${each.subject.id}.${direction}`, await transfer(ground, each, direction, BYTES));
    }
  }
}

function transfer(ground: Ground, { running }: Started, direction: Direction, bytes: number): Promise<LoadResult> {
  const address = addressed(running, ground.bulkPort);
  const job: LoadJob = {
    kind: 'transfer',
    target: { port: running.port, tunnel: null },
    pid: running.pid,
    head:
      direction === 'down'
        ? requestBytes({ method: 'GET', path: `/down/${bytes}`, ...address })
        : requestBytes({ method: 'PUT', path: '/up', ...address }, [`Content-Length: ${bytes}`]),
    bodyBytes: direction === 'down' ? 0 : bytes,
  };
  return ground.load.run(job);
}

function noteGrowth({ results }: Ground, { subject, running }: Started, before: number, figureName: string): void {
  if (running.pid !== null) results.add(`${NAME}.${subject.id}.${figureName}`, peakRssMb(running.pid) - before);
}
