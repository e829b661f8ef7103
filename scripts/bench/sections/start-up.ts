import { rmSync } from 'node:fs';
import { connect } from 'node:net';
import { startChild, stopChild } from '../ground/child.ts';
import { freePort } from '../ground/free-port.ts';
import type { Ground } from '../ground/ground.ts';
import { requestBytes } from '../load/request-bytes.ts';
import { spread } from '../report/format.ts';
import { CORSCOPE, homeOf } from '../subjects/start-corscope.ts';
import type { Section } from './section.ts';

const NAME = 'start';
const TIMES_A_ROUND = 3;

/** From the command to the first answer that came through the proxy. */
export const startUp: Section = {
  name: NAME,
  async run(ground) {
    const { results, options } = ground;
    rmSync(homeOf(ground), { recursive: true, force: true });
    results.add(`${NAME}.first`, await untilAnswered(ground));
    for (let time = 0; time < options.rounds * TIMES_A_ROUND; time += 1) {
      results.add(`${NAME}.node`, await untilEnded(ground));
      results.add(`${NAME}.corscope`, await untilAnswered(ground));
    }
    return {
      title: 'Start',
      note: 'Milliseconds from the start of the process to the first proxied answer, on one core.',
      columns: ['', 'ms'],
      rows: [
        ['node alone: an empty program, start to end', spread(results.all(`${NAME}.node`))],
        ['corscope', spread(results.all(`${NAME}.corscope`))],
        ['… the very first time: it makes its CA', spread(results.all(`${NAME}.first`))],
      ],
    };
  },
};

async function untilAnswered(ground: Ground): Promise<number> {
  const port = await freePort();
  const tap = `bench=${port}:http://127.0.0.1:${ground.upstream.port}`;
  const startedAt = performance.now();
  const child = startChild([process.execPath, CORSCOPE, 'serve', '--port', '0', '--tap', tap], {
    cores: ground.cores.subject,
    env: { CORSCOPE_HOME: homeOf(ground) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await answers(port))) await new Promise(resolve => setTimeout(resolve, 1));
  const took = performance.now() - startedAt;
  await stopChild(child);
  return took;
}

function untilEnded({ cores }: Ground): Promise<number> {
  const startedAt = performance.now();
  const child = startChild([process.execPath, '-e', '0'], {
    cores: cores.subject,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise(resolve => child.once('exit', () => resolve(performance.now() - startedAt)));
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(requestBytes({ method: 'GET', path: '/', authority: `127.0.0.1:${port}`, origin: '' }));
    });
    socket.once('error', () => resolve(false));
    socket.once('data', () => {
      resolve(true);
      socket.destroy();
    });
  });
}
