import { mkdtemp, realpath } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new, empty folder for the profile of the browser at `browserPath`. */
export async function newProfileFolder(browserPath: string): Promise<string> {
  const program = await realpath(browserPath).catch(() => browserPath);
  return mkdtemp(join(profileParent(browserPath, program), 'corscope-browser-'));
}

/** `program` is where the links of `browserPath` end: `/snap/bin/chromium` leads to snap's own program. */
export function profileParent(browserPath: string, program: string): string {
  // A snap has a temp folder of its own: what it wrote into ours we would never see, its DevTools port not excepted.
  const isSnap = browserPath.startsWith('/snap/') || program === '/usr/bin/snap';
  return isSnap ? join(homedir(), 'snap', 'chromium', 'common') : tmpdir();
}
