import { describe, expect, onTestFinished, test } from 'vitest';
import { connectDevTools, devToolsUrl } from '../../proxy/browser/devtools.ts';
import { openBrowser } from '../../proxy/browser/open-browser.ts';
import { openPage } from '../../proxy/browser/page.ts';
import { startCorscope } from '../../proxy/corscope.ts';
import { CHROMIUM } from '../browser/chromium.ts';
import { tempFolder } from '../ca/temp-home.ts';
import { LAB_OPTIONS } from './lab-options.ts';

const START_MS = 20_000;

/** What each button of the sound shop says, in this order: who is nobody before signing in is somebody after. */
const ACTIONS: readonly (readonly [action: string, says: RegExp])[] = [
  ['products', /^200 .*Teapot/],
  ['me', /^401 /],
  ['login', /^200 /],
  ['me', /^200 \{"user":"ada"\}$/],
  ['cart', /^201 /],
  ['order', /^200 .*sent/],
  ['account', /^200 .*balance/],
  ['photo', /^201 \{"bytes":20000\}$/],
  ['stock', /^an event: \{"teapots":3\}$/],
  ['chat', /^You said: is the teapot still there\?$/],
];

describe.skipIf(CHROMIUM === null)('the shop while nothing is broken, in a real Chromium', () => {
  test('every button works, through CDN, gateway and reverse proxy', { timeout: 60_000 }, async () => {
    const corscope = await startCorscope({ ...LAB_OPTIONS, home: tempFolder() });
    onTestFinished(() => corscope.close());
    const browser = await openBrowser({
      path: CHROMIUM ?? '',
      proxyUrl: corscope.proxyUrl,
      spki: corscope.ca.spki,
      urls: ['about:blank'],
      headless: true,
      remoteDebuggingPort: 0,
    });
    onTestFinished(async () => void (await browser.close()));
    const devTools = await connectDevTools(await devToolsUrl(browser, START_MS));
    const page = await openPage(devTools, corscope.lab?.pageUrl ?? '');
    for (const [action, says] of ACTIONS) {
      expect(await page.evaluate(`shop(${JSON.stringify(action)})`), action).toMatch(says);
    }
  });
});
