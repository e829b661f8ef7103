import { figure, spread } from '../report/format.ts';
import { startCorscope } from '../subjects/start-corscope.ts';
import type { Section } from './section.ts';

const NAME = 'hosts';
const WARM = 15;
const COUNT = 30;

/** The first request to an HTTPS host: a leaf certificate, a handshake on each side, one exchange. */
export const newHosts: Section = {
  name: NAME,
  async run(ground) {
    const { results, options, upstream } = ground;
    if (upstream.tlsPort === null) results.skip(NAME, 'no openssl, so no certificate for the upstream');
    for (let round = 0; upstream.tlsPort !== null && round < options.rounds; round += 1) {
      const more = ['--connect-to', `::127.0.0.1:${upstream.tlsPort}`, '--upstream-insecure'];
      const corscope = await startCorscope(ground, upstream.port, more);
      const { cpuMs, p50 } = await ground.load.run({
        kind: 'hosts',
        target: { port: corscope.proxyPort, tunnel: null },
        pid: corscope.pid,
        warm: WARM,
        count: COUNT,
      });
      await corscope.stop();
      if (cpuMs !== null) results.add(`${NAME}.cpu`, cpuMs / COUNT);
      results.add(`${NAME}.p50`, p50);
    }
    return {
      title: 'New HTTPS hosts',
      note: `${COUNT} hosts that corscope has not seen, one after the other, after ${WARM} others; each round a process of its own.`,
      columns: ['', 'CPU ms a host', 'p50 ms to the answer'],
      rows: [['corscope', spread(results.all(`${NAME}.cpu`)), figure(results.median(`${NAME}.p50`))]],
    };
  },
};
