import { findBrowser } from '../proxy/browser/find-browser.ts';
import { aptInstall, mayAptInstall } from './apt-install.ts';

/** Installs Debian's Chromium where no browser is found. Gives a sentence where it cannot be had. */
export async function needChromium(): Promise<string | null> {
  const found = await findBrowser(null);
  if (!('reason' in found)) return null;
  if (!mayAptInstall()) {
    return 'The browser tests need Chrome, Chromium or Edge: install one (Debian: sudo apt-get install chromium) and run again.';
  }
  const problem = await aptInstall('chromium');
  return problem && `The browser tests need Chromium, and apt-get could not install it:\n${problem}`;
}
