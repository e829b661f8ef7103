import { freePort } from '../ground/free-port.ts';
import type { Ground } from '../ground/ground.ts';
import { startCorscope } from './start-corscope.ts';
import type { Running, Subject } from './subject.ts';

const TAPS = 3;
const TITLES = ['one tap', 'two taps', 'three taps'];

/** Of one corscope: each tap sends to the next one, so that whoever enters further out passes more of them. */
export interface TapChain {
  /** From one tap to all of them. */
  readonly subjects: readonly Subject[];
  stop(): Promise<void>;
}

export async function startTapChain(ground: Ground, upstreamPort: number): Promise<TapChain> {
  const ports = await Promise.all(Array.from({ length: TAPS }, () => freePort()));
  const taps = ports.flatMap((port, index) => {
    const target = ports[index - 1] ?? upstreamPort;
    return ['--tap', `tap${index + 1}=${port}:http://127.0.0.1:${target}`];
  });
  const corscope = await startCorscope(ground, upstreamPort, taps);
  const entry = (port: number): Running => ({ port, form: 'reverse', pid: corscope.pid, stop: async () => undefined });
  const subjects = ports.map((port, index) => ({
    id: `taps-${index + 1}`,
    title: TITLES[index] ?? '',
    missing: () => null,
    start: async () => entry(port),
  }));
  return { subjects, stop: () => corscope.stop() };
}
