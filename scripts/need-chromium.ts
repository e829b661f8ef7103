import { existsSync } from 'node:fs';
import { findBrowser } from '../proxy/browser/find-browser.ts';
import { run } from './run.ts';

/** Installs Debian's Chromium where no browser is found and apt may be used. Gives a sentence where it cannot be had. */
export async function needChromium(): Promise<string | null> {
  const found = await findBrowser(null);
  if (!('reason' in found)) return null;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0) {
    return 'The browser tests need Chrome, Chromium or Edge: install one (Debian: sudo apt-get install chromium) and run again.';
  }
  console.log('Installing Chromium for the browser tests …');
  const updated = await run('apt-get', ['update', '-qq']);
  const installed = await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  if (installed.code === 0) return null;
  return `The browser tests need Chromium, and apt-get could not install it:\n${updated.output}${installed.output}`.trim();
}
