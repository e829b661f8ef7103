import type { Ground } from '../ground/ground.ts';
import { requestBytes } from '../load/request-bytes.ts';
import { figure, spread, times } from '../report/format.ts';
import { ratioOf } from '../report/ratio.ts';
import { corscopeForward } from '../subjects/corscope.ts';
import { mitmdump, mockttp } from '../subjects/peers.ts';
import type { Section } from './section.ts';
import { interleave, startAll, stopAll } from './start-all.ts';

const NAME = 'https';
const CONNECTIONS = 50;
const HOST = 'localhost';
const NO_CERTIFICATE = 'no openssl, so no certificate for the upstream';

/** Requests through intercepted TLS, handshakes long done. */
export const https: Section = {
  name: NAME,
  async run(ground) {
    const { results, upstream } = ground;
    const subjects = [corscopeForward, mockttp, mitmdump];
    if (upstream.tlsPort === null) results.skip(NAME, NO_CERTIFICATE);
    else await measure(ground, upstream.tlsPort);
    const rate = (id: string) => `${NAME}.${id}.rate`;
    return {
      title: 'HTTPS, intercepted: 1 KB keep-alive GET, 50 connections',
      note: 'TLS on both sides of the subject, its handshakes before the measured window.',
      columns: ['', 'req/s', 'CPU µs each', 'corscope’s rate to it'],
      rows: subjects
        .filter(({ id }) => results.all(rate(id)).length > 0)
        .map(({ id, title }) => [
          title,
          spread(results.all(rate(id))),
          figure(results.median(`${NAME}.${id}.cpu`)),
          times(ratioOf(results, rate('corscope-viewed'), [rate(id)])),
        ]),
    };
  },
};

async function measure(ground: Ground, tlsPort: number): Promise<void> {
  const { results, options } = ground;
  const started = await startAll(ground, NAME, [corscopeForward, mockttp, mitmdump], ground.upstream.port);
  await interleave(
    ground,
    NAME,
    started,
    ({ running }) => ({
      kind: 'closed',
      target: { port: running.port, tunnel: { host: HOST, port: tlsPort } },
      pid: running.pid,
      requests: [requestBytes({ method: 'GET', path: '/orders/7', authority: `${HOST}:${tlsPort}`, origin: '' })],
      connections: CONNECTIONS,
      // fifty handshakes on each side come before anything is counted
      warmMs: options.warmMs + 600,
      until: { ms: options.windowMs },
    }),
    (key, result) => {
      results.add(`${key}.rate`, (result.count / result.ms) * 1000);
      if (result.cpuMs !== null) results.add(`${key}.cpu`, (result.cpuMs * 1000) / result.count);
    },
  );
  await stopAll(started);
}
