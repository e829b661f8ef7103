import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firefoxPreferences } from './firefox-preferences.ts';

export interface OpenedFirefox {
  /** Ends it and its children, and removes its profile. */
  close(): Promise<void>;
}

/** Starts a headless Firefox with a profile of its own that goes through the proxy at that address. */
export async function openFirefox(path: string, proxyUrl: string, url: string): Promise<OpenedFirefox> {
  const profile = await mkdtemp(join(tmpdir(), 'corscope-firefox-'));
  await writeFile(join(profile, 'user.js'), firefoxPreferences(proxyUrl));
  // a process group of its own: its content processes are to end with it
  const child = spawn(path, ['--headless', '--no-remote', '--profile', profile, url], {
    stdio: 'ignore',
    detached: true,
  });
  const exited = once(child, 'exit');
  return {
    async close() {
      endGroup(child.pid);
      await exited;
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // ESRCH: the group is gone, which is what was wanted
  }
}
