import type { Corscope } from '../corscope.ts';
import { keepGoing } from './keep-going.ts';

/** However something hangs, the process is gone this long after the signal. */
const FORCED_AFTER_MS = 1_800;

/** Runs until SIGINT or SIGTERM, then ends cleanly with exit code 0. */
export async function untilSignal(corscope: Pick<Corscope, 'close'>): Promise<void> {
  keepGoing();
  await new Promise<void>(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  setTimeout(() => process.exit(0), FORCED_AFTER_MS).unref();
  await corscope.close();
}
