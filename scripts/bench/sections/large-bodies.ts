import type { Ground } from '../ground/ground.ts';
import { peakRssMb, resetPeak, rssMb } from '../ground/process-figures.ts';
import type { LoadJob } from '../load/load-job.ts';
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
type Direction = 'down' | 'up';

/** 100 MB both ways, and what memory that takes. */
export const largeBodies: Section = {
  name: NAME,
  async run(ground) {
    const { results, options, bulkPort } = ground;
    const started = await startAll(ground, NAME, [direct, bytePipe, httpProxyBare, corscopeViewed], bulkPort);
    const before = new Map<Started, number>();
    for (const each of started) {
      await transfer(ground, each, 'down', MEGABYTE);
      const { pid } = each.running;
      if (pid === null) continue;
      resetPeak(pid);
      before.set(each, rssMb(pid));
    }
    for (let round = 0; round < options.rounds; round += 1) {
      for (const direction of ['down', 'up'] as const) {
        for (const each of started) {
          results.add(`${NAME}.${each.subject.id}.${direction}`, await transfer(ground, each, direction, BYTES));
        }
      }
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
      note: 'Megabytes in a second; resident memory at its highest over all the transfers, less that after a first megabyte.',
      columns: ['', 'down MB/s', 'up MB/s', 'peak growth MB', '… with 1 GB down'],
      rows: started.map(({ subject: { id, title } }) => [
        title,
        spread(results.all(`${NAME}.${id}.down`)),
        spread(results.all(`${NAME}.${id}.up`)),
        figure(results.median(`${NAME}.${id}.growth`)),
        figure(results.median(`${NAME}.${id}.long-growth`)),
      ]),
    };
  },
};

/** Megabytes in a second. */
async function transfer(ground: Ground, { running }: Started, direction: Direction, bytes: number): Promise<number> {
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
  const { ms } = await ground.load.run(job);
  return bytes / MEGABYTE / (ms / 1000);
}

function noteGrowth({ results }: Ground, { subject, running }: Started, before: number, figureName: string): void {
  if (running.pid !== null) results.add(`${NAME}.${subject.id}.${figureName}`, peakRssMb(running.pid) - before);
}
