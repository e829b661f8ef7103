import { Lane } from './lane.ts';
import type { ClosedJob, LoadResult } from './load-job.ts';
import { Window } from './window.ts';

/** All connections busy all the time. */
export function closedLoop(job: ClosedJob): Promise<LoadResult> {
  const requests = job.requests.map(text => Buffer.from(text, 'latin1'));
  return new Promise((resolve, reject) => {
    const lanes: Lane[] = [];
    const stop = () => {
      for (const lane of lanes) lane.end();
    };
    const window = new Window(job.pid, error => {
      stop();
      reject(error);
    });
    const finish = () => {
      resolve(window.result());
      stop();
    };
    const limit = 'count' in job.until ? job.until.count : Number.POSITIVE_INFINITY;
    for (let index = 0; index < job.connections; index += 1) {
      lanes.push(new Lane(job.target, events(requests, window, limit, finish)));
    }
    for (const lane of lanes) lane.start();
    setTimeout(() => {
      window.begin();
      if ('ms' in job.until) setTimeout(finish, job.until.ms);
    }, job.warmMs);
  });
}

/** The requests in turn, until the window has counted `limit` answers. */
function events(requests: readonly Buffer[], window: Window, limit: number, finish: () => void) {
  let turn = 0;
  const next = () => {
    const request = requests[turn] ?? null;
    turn = (turn + 1) % requests.length;
    return request;
  };
  return {
    opened: next,
    failed: (error: Error) => window.fail(error),
    answered(ok: boolean, startedAt: number): Buffer | null {
      if (!ok) window.fail(new Error('an answer other than 2xx'));
      window.add(performance.now() - startedAt);
      if (window.count < limit) return next();
      if (window.count === limit) finish();
      return null;
    },
  };
}
