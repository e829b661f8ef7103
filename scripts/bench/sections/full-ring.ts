import { rssMb } from '../ground/process-figures.ts';
import { figure } from '../report/format.ts';
import { exchangesHeld } from '../subjects/exchanges-held.ts';
import { startCorscope } from '../subjects/start-corscope.ts';
import { startViewer } from '../subjects/viewer.ts';
import { w1Load } from './corscope-load.ts';
import type { Section } from './section.ts';

const NAME = 'ring';
/** Room for about 10,000 of w1's exchanges. */
const MEMORY = '25m';
const STEP = 10_000;
/** From here on the ring is full and the process has reached its size. */
const SETTLED = 20_000;

/** Memory and the longest answers once the record gives up the old for the new. */
export const fullRing: Section = {
  name: NAME,
  async run(ground) {
    const { results, options, upstream } = ground;
    const corscope = await startCorscope(ground, upstream.port, ['--memory-limit', MEMORY]);
    const viewer = await startViewer(corscope.ready, ground.cores.rest);
    const rows: string[][] = [];
    for (let passed = STEP; passed <= options.ringExchanges; passed += STEP) {
      const result = await ground.load.run(w1Load(ground, corscope, { count: STEP }));
      const rss = rssMb(corscope.pid);
      if (passed > SETTLED) results.add(`${NAME}.p99`, result.p99);
      if (passed === SETTLED) results.add(`${NAME}.rss-settled`, rss);
      if (passed === options.ringExchanges) results.add(`${NAME}.rss`, rss);
      rows.push([`after ${passed.toLocaleString('en-US')}`, figure(rss), figure(result.p50), figure(result.p99)]);
    }
    const held = await exchangesHeld(corscope.ready);
    await viewer.stop();
    await corscope.stop();
    return {
      title: 'A full ring: w1 until the record gives up the old for the new',
      note: `corscope with one dashboard and --memory-limit ${MEMORY}, which held ${figure(held)} exchanges at the end; at least as many as named have passed (warm-ups come on top). Resident megabytes, milliseconds.`,
      columns: ['exchanges', 'RSS MB', 'p50 ms', 'p99 ms'],
      rows,
    };
  },
};
