import { Lane } from './lane.ts';
import type { ClosedJob, LoadResult } from './load-job.ts';
import { Window } from './window.ts';

/** All connections busy all the time. */
export function closedLoop(job: ClosedJob): Promise<LoadResult> {
  const request = requestMaker(job);
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
      lanes.push(new Lane(job.target, events(request, window, limit, finish)));
    }
    for (const lane of lanes) lane.start();
    setTimeout(() => {
      window.begin();
      if ('ms' in job.until) setTimeout(finish, job.until.ms);
    }, job.warmMs);
  });
}

/** Gives the bytes of the request whose turn it is on a connection. */
function requestMaker({ requests, numberAt }: ClosedJob): (turn: number) => Buffer | null {
  const bytes = requests.map(text => Buffer.from(text, 'latin1'));
  if (numberAt === undefined) return turn => bytes[turn % bytes.length] ?? null;
  let number = 0;
  return () => {
    number += 1;
    const digits = String(number).padStart(numberAt.length, '0');
    return Buffer.from((requests[number % requests.length] ?? '').replace(numberAt, digits), 'latin1');
  };
}

/** The requests in turn, until the window has counted `limit` answers. */
function events(request: (turn: number) => Buffer | null, window: Window, limit: number, finish: () => void) {
  let turn = 0;
  const next = () => {
    const bytes = request(turn);
    turn += 1;
    return bytes;
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
