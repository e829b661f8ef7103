import { type Browser, chromium } from 'playwright-core';
import { canSandbox } from '../../../proxy/browser/browser-arguments.ts';
import { findBrowser } from '../../../proxy/browser/find-browser.ts';

/** @throws Error where no Chromium is installed */
export async function startChromium(): Promise<Browser> {
  const found = await findBrowser(null);
  if ('reason' in found) throw new Error('no Chromium, Chrome or Edge is installed');
  return chromium.launch({ executablePath: found.path, args: canSandbox() ? [] : ['--no-sandbox'] });
}
