import { setTimeout as pause } from 'node:timers/promises';
import type { WatchedBrowser } from './witness.ts';

/** A browser that does not answer must not keep a fix from being switched. */
const PATIENCE_MS = 2_000;

/** The browsers that are watched now. */
export class WatchedBrowsers {
  private readonly browsers = new Set<WatchedBrowser>();

  join(browser: WatchedBrowser): void {
    this.browsers.add(browser);
    void browser.devTools.closed.then(() => this.browsers.delete(browser));
  }

  get all(): readonly WatchedBrowser[] {
    return [...this.browsers];
  }

  /** Settles once no cache of theirs can hide what a switched fix does, or a browser has taken too long. Never rejects. */
  async clearCaches(): Promise<void> {
    await Promise.all([...this.browsers].map(clearCaches));
  }
}

/**
 * HTTP cache and preflight cache at once: in Chromium 156 the command clears both, for all pages of the profile. No header
 * of corscope's could do that to an answer that is fresh, and that the browser therefore does not ask for.
 */
export async function clearCaches({ devTools, pages }: WatchedBrowser): Promise<void> {
  const [session] = pages();
  if (session === undefined) return;
  const cleared = devTools.send('Network.clearBrowserCache', {}, session).catch(() => undefined);
  const late = new AbortController();
  await Promise.race([cleared, pause(PATIENCE_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
}
