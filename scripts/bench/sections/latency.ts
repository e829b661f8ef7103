import { requestBytes } from '../load/request-bytes.ts';
import { spread } from '../report/format.ts';
import { corscopeViewed } from '../subjects/corscope.ts';
import { bytePipe, direct, httpProxyAgent } from '../subjects/yardsticks.ts';
import type { Section } from './section.ts';
import { interleave, startAll, stopAll } from './start-all.ts';
import { addressed } from './throughput.ts';

const NAME = 'w9';
const PER_SECOND = 200;

/** What a proxy adds while it is not busy. */
export const latency: Section = {
  name: NAME,
  async run(ground) {
    const { results, options, upstream } = ground;
    const subjects = [direct, bytePipe, httpProxyAgent, corscopeViewed];
    const started = await startAll(ground, NAME, subjects, upstream.port);
    await interleave(
      ground,
      NAME,
      started,
      ({ running }) => ({
        kind: 'paced',
        target: { port: running.port, tunnel: null },
        pid: running.pid,
        request: requestBytes({ method: 'GET', path: '/orders/7', ...addressed(running, upstream.port) }),
        perSecond: PER_SECOND,
        warmMs: options.warmMs,
        ms: options.windowMs,
      }),
      (key, { p50, p99 }) => {
        results.add(`${key}.p50`, p50);
        results.add(`${key}.p99`, p99);
      },
    );
    await stopAll(started);
    return {
      title: `w9: time to the answer at ${PER_SECOND} requests a second`,
      note: 'Milliseconds; what a proxy adds is its time less that of the direct way in the same round.',
      columns: ['', 'p50 ms', 'p99 ms'],
      rows: started.map(({ subject: { id, title } }) => [
        title,
        spread(results.all(`${NAME}.${id}.p50`)),
        spread(results.all(`${NAME}.${id}.p99`)),
      ]),
    };
  },
};
