import { rssMb } from '../ground/process-figures.ts';
import { figure, spread, times } from '../report/format.ts';
import { ratioOf } from '../report/ratio.ts';
import { openStalledViewer } from '../subjects/stalled-viewer.ts';
import { startCorscope } from '../subjects/start-corscope.ts';
import { w1Load } from './corscope-load.ts';
import type { Section } from './section.ts';

const NAME = 'stalled';
/** Small, so that both records are full before anything is compared. */
const MEMORY = '16m';
const FILL = 15_000;

/** A dashboard that hangs must cost the proxy nothing. */
export const stalledDashboard: Section = {
  name: NAME,
  async run(ground) {
    const { results, options, upstream } = ground;
    const start = () => startCorscope(ground, upstream.port, ['--memory-limit', MEMORY]);
    const subjects = { without: await start(), with: await start() };
    for (const each of Object.values(subjects)) await ground.load.run(w1Load(ground, each, { count: FILL }));
    const before = { without: rssMb(subjects.without.pid), with: rssMb(subjects.with.pid) };
    const viewer = await openStalledViewer(subjects.with.ready);
    for (let round = 0; round < options.rounds; round += 1) {
      for (const name of ['without', 'with'] as const) {
        const result = await ground.load.run(w1Load(ground, subjects[name], { ms: options.windowMs }));
        results.add(`${NAME}.${name}.rate`, (result.count / result.ms) * 1000);
        if (result.cpuMs !== null) results.add(`${NAME}.${name}.cpu`, (result.cpuMs * 1000) / result.count);
      }
    }
    for (const name of ['without', 'with'] as const) {
      results.add(`${NAME}.${name}.growth`, rssMb(subjects[name].pid) - before[name]);
    }
    viewer.destroy();
    await Promise.all([subjects.without.stop(), subjects.with.stop()]);
    const ratio = ratioOf(results, `${NAME}.with.rate`, [`${NAME}.without.rate`]);
    return {
      title: 'A stalled dashboard: its socket is never read',
      note: `w1 through two corscopes with full records (--memory-limit ${MEMORY}); the rate with the stalled dashboard is ${times(ratio)} the rate without.`,
      columns: ['', 'req/s', 'CPU µs each', 'RSS growth MB'],
      rows: (['without', 'with'] as const).map(name => [
        `${name} a stalled dashboard`,
        spread(results.all(`${NAME}.${name}.rate`)),
        spread(results.all(`${NAME}.${name}.cpu`)),
        figure(results.median(`${NAME}.${name}.growth`)),
      ]),
    };
  },
};
