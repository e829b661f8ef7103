import { requestBytes } from '../load/request-bytes.ts';
import { figure, spread } from '../report/format.ts';
import { differenceOf } from '../report/ratio.ts';
import { startTapChain } from '../subjects/tap-chain.ts';
import { direct } from '../subjects/yardsticks.ts';
import type { Section } from './section.ts';
import { interleave, startAll, stopAll } from './start-all.ts';
import { addressed } from './throughput.ts';

const NAME = 'chain';
const PER_SECOND = 200;

/** What each tap of a chain adds while nothing is busy. */
export const chain: Section = {
  name: NAME,
  async run(ground) {
    const { results, options, upstream } = ground;
    const taps = await startTapChain(ground, upstream.port);
    const started = await startAll(ground, NAME, [direct, ...taps.subjects], upstream.port);
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
    await taps.stop();
    return {
      title: `A chain of three taps at ${PER_SECOND} requests a second`,
      note: 'Milliseconds; all taps are one corscope’s, recording, each sends to the next. What a tap adds is its row’s time less that of the row above in the same round.',
      columns: ['', 'p50 ms', 'p99 ms', 'the tap’s own p50', 'the tap’s own p99'],
      rows: started.map(({ subject: { id, title } }, index) => {
        const before = started[index - 1]?.subject.id;
        const added = (what: string) =>
          before === undefined ? null : differenceOf(results, `${NAME}.${id}.${what}`, [`${NAME}.${before}.${what}`]);
        return [
          title,
          spread(results.all(`${NAME}.${id}.p50`)),
          spread(results.all(`${NAME}.${id}.p99`)),
          figure(added('p50')),
          figure(added('p99')),
        ];
      }),
    };
  },
};
