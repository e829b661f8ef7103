import { findBrowser } from '../../proxy/browser/find-browser.ts';

const found = await findBrowser(null);

/** The real browser of this machine; null where tests that need one must be skipped. */
export const CHROMIUM: string | null = 'path' in found ? found.path : null;

if (CHROMIUM === null) console.warn('No Chromium is installed: the tests in a real browser are skipped.');
