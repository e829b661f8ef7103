import { requestBytes } from '../load/request-bytes.ts';
import { figure, spread } from '../report/format.ts';
import { corscopeViewed } from '../subjects/corscope.ts';
import { bytePipe, direct, httpProxyAgent } from '../subjects/yardsticks.ts';
import type { Section } from './section.ts';
import { interleave, startAll, stopAll } from './start-all.ts';
import { addressed } from './throughput.ts';

const NAME = 'sse';
const EVERY_MS = 10;

/** Server-sent events: each must go through as it comes. */
export const eventStream: Section = {
  name: NAME,
  async run(ground) {
    const { results, options, bulkPort } = ground;
    const count = Math.ceil(options.windowMs / EVERY_MS);
    const started = await startAll(ground, NAME, [direct, bytePipe, httpProxyAgent, corscopeViewed], bulkPort);
    await interleave(
      ground,
      NAME,
      started,
      ({ running }) => ({
        kind: 'events',
        target: { port: running.port, tunnel: null },
        pid: running.pid,
        request: requestBytes({
          method: 'GET',
          path: `/events/${count}/${EVERY_MS}`,
          ...addressed(running, bulkPort),
        }),
      }),
      (key, result) => {
        results.add(`${key}.p50`, result.p50);
        results.add(`${key}.p99`, result.p99);
        results.add(`${key}.max`, result.max);
        results.add(`${key}.arrived`, result.count / count);
      },
    );
    await stopAll(started);
    return {
      title: `Server-sent events, one every ${EVERY_MS} ms`,
      note: `Milliseconds from the upstream’s write to the client’s read. A proxy that holds the stream back shows its whole length, ${figure(count * EVERY_MS)} ms.`,
      columns: ['', 'p50 ms', 'p99 ms', 'longest ms', 'arrived'],
      rows: started.map(({ subject: { id, title } }) => [
        title,
        spread(results.all(`${NAME}.${id}.p50`)),
        spread(results.all(`${NAME}.${id}.p99`)),
        figure(Math.max(...results.all(`${NAME}.${id}.max`))),
        `${figure((results.median(`${NAME}.${id}.arrived`) ?? 0) * 100)} %`,
      ]),
    };
  },
};
