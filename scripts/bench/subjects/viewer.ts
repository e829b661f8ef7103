import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { ownProcess, startChild, stopChild } from '../ground/child.ts';
import type { ViewerCount } from '../process/viewer.ts';

/** A dashboard's client in a process of its own. */
export interface Viewer {
  count(): Promise<ViewerCount>;
  stop(): Promise<void>;
}

const SCRIPT = new URL('../process/viewer.ts', import.meta.url);

export async function startViewer(ready: Ready, cores: string | null): Promise<Viewer> {
  const child = startChild(ownProcess(SCRIPT, [liveUrl(ready), ready.token]), {
    cores,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const viewer: Viewer = {
    async count() {
      child.send('count');
      const [count] = (await once(child, 'message')) as [ViewerCount];
      return count;
    },
    stop: () => stopChild(child),
  };
  while ((await viewer.count()).lines === 0) await sleep(20);
  return viewer;
}

/** What `corscope serve --json` says first. */
export interface Ready {
  readonly url: string;
  readonly token: string;
  readonly proxy: string;
  readonly taps: readonly { readonly url: string }[];
}

export function liveUrl({ url }: Ready): string {
  return `${url.replace('http:', 'ws:')}api/live?after=0`;
}
