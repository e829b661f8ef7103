import type { Ground } from '../ground/ground.ts';
import type { ClosedJob } from '../load/load-job.ts';
import { requestBytes } from '../load/request-bytes.ts';
import type { CorscopeProcess } from '../subjects/start-corscope.ts';

const CONNECTIONS = 50;

/** w1's load on a corscope that was started for a section of its own. */
export function w1Load(ground: Ground, { tapPort, pid }: CorscopeProcess, until: ClosedJob['until']): ClosedJob {
  return {
    kind: 'closed',
    target: { port: tapPort, tunnel: null },
    pid,
    requests: [requestBytes({ method: 'GET', path: '/orders/7', authority: `127.0.0.1:${tapPort}`, origin: '' })],
    connections: CONNECTIONS,
    warmMs: ground.options.warmMs,
    until,
  };
}
