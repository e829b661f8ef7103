import { Lane } from './lane.ts';
import type { LoadResult, PacedJob } from './load-job.ts';
import { Window } from './window.ts';

const LANES = 10;
const OPENING_MS = 100;

/** Requests at a steady pace on a few open connections: what a person's browsing is like. */
export function paced(job: PacedJob): Promise<LoadResult> {
  const request = Buffer.from(job.request, 'latin1');
  return new Promise((resolve, reject) => {
    const window = new Window(job.pid, reject);
    const lanes = Array.from({ length: LANES }, () => {
      return new Lane(job.target, {
        opened: () => null,
        failed: error => window.fail(error),
        answered(ok, startedAt) {
          if (!ok) window.fail(new Error('an answer other than 2xx'));
          window.add(performance.now() - startedAt);
          return null;
        },
      });
    });
    for (const lane of lanes) lane.start();
    let turn = 0;
    const tick = () => {
      turn += 1;
      // a connection whose answer is late is passed over, as a browser would
      const free = lanes.map((_, index) => lanes[(turn + index) % LANES]).find(lane => lane?.busy === false);
      free?.send(request);
    };
    let timer: NodeJS.Timeout | undefined;
    setTimeout(() => {
      timer = setInterval(tick, 1000 / job.perSecond);
    }, OPENING_MS);
    setTimeout(() => window.begin(), job.warmMs);
    setTimeout(() => {
      clearInterval(timer);
      resolve(window.result());
      for (const lane of lanes) lane.end();
    }, job.warmMs + job.ms);
  });
}
