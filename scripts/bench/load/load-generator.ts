import { once } from 'node:events';
import { ownProcess, startChild, stopChild } from '../ground/child.ts';
import type { LoadJob, LoadResult } from './load-job.ts';
import type { WorkerAnswer } from './worker.ts';

export interface LoadGenerator {
  /** One job at a time. @throws Error with what went wrong on the wire */
  run(job: LoadJob): Promise<LoadResult>;
  stop(): Promise<void>;
}

const WORKER = new URL('worker.ts', import.meta.url);

export function startLoadGenerator(cores: string | null): LoadGenerator {
  const child = startChild(ownProcess(WORKER), { cores, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return {
    async run(job) {
      child.send(job);
      const [answer] = (await once(child, 'message')) as [WorkerAnswer];
      if ('error' in answer) throw new Error(answer.error);
      return answer.result;
    },
    stop: () => stopChild(child),
  };
}
