import { closedLoop } from './closed-loop.ts';
import { events } from './events.ts';
import { hosts } from './hosts.ts';
import type { LoadJob, LoadResult } from './load-job.ts';
import { paced } from './paced.ts';
import { transfer } from './transfer.ts';

/** The load generator's process: one job at a time, asked and answered by message. */
export type WorkerAnswer = { readonly result: LoadResult } | { readonly error: string };

function run(job: LoadJob): Promise<LoadResult> {
  switch (job.kind) {
    case 'closed':
      return closedLoop(job);
    case 'paced':
      return paced(job);
    case 'transfer':
      return transfer(job);
    case 'events':
      return events(job);
    case 'hosts':
      return hosts(job);
  }
}

function answer(message: WorkerAnswer): void {
  process.send?.(message);
}

process.on('message', (job: LoadJob) => {
  run(job).then(
    result => answer({ result }),
    (error: Error) => answer({ error: error.message }),
  );
});
process.on('disconnect', () => process.exit());
