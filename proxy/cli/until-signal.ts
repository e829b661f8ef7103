import type { Corscope } from '../corscope.ts';
import { keepGoing } from './keep-going.ts';

/** However something hangs, the process is gone this long after the signal. */
const FORCED_AFTER_MS = 1_800;

/** Settles with the first SIGINT or SIGTERM. To be called before anybody is told that corscope runs. */
export function signalled(): Promise<void> {
  return new Promise(resolve => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

/** Runs until the signal, then ends cleanly with exit code 0. */
export async function untilSignal(signal: Promise<void>, corscope: Pick<Corscope, 'close'>): Promise<void> {
  keepGoing();
  await signal;
  setTimeout(endByForce, FORCED_AFTER_MS).unref();
  await corscope.close();
}

function endByForce(): void {
  console.error('corscope: not everything ended in time; ended by force');
  process.exit(0);
}
