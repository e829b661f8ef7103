import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { firstJson, startChild, stopChild } from '../ground/child.ts';
import { ROOT } from '../ground/dist.ts';
import type { Ground } from '../ground/ground.ts';
import type { Ready } from './viewer.ts';

export const CORSCOPE = fileURLToPath(new URL('dist/cli/main.js', ROOT));

export interface CorscopeProcess {
  readonly ready: Ready;
  /** Port of the reverse tap in front of the upstream. */
  readonly tapPort: number;
  readonly proxyPort: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** corscope as a user starts it, from what was built. */
export async function startCorscope(
  ground: Ground,
  upstreamPort: number,
  more: readonly string[] = [],
): Promise<CorscopeProcess> {
  const tap = ['--tap', `bench=0:http://127.0.0.1:${upstreamPort}`];
  const child = startChild([process.execPath, CORSCOPE, 'serve', '--port', '0', '--json', ...tap, ...more], {
    cores: ground.cores.subject,
    env: { CORSCOPE_HOME: homeOf(ground) },
  });
  const ready = await firstJson<Ready>(child);
  child.stderr?.resume();
  return {
    ready,
    tapPort: portOf(ready.taps[0]?.url ?? ''),
    proxyPort: portOf(ready.proxy),
    pid: child.pid ?? 0,
    stop: () => stopChild(child),
  };
}

/** One for the whole run: the CA is made once. */
export function homeOf({ dir }: Ground): string {
  return join(dir, 'corscope-home');
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}
