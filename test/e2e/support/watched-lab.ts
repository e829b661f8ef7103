import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { connectDevTools, devToolsUrl } from '../../../proxy/browser/devtools.ts';
import { type OpenedBrowser, openBrowser } from '../../../proxy/browser/open-browser.ts';
import { openPage } from '../../../proxy/browser/page.ts';
import { attachWitness } from '../../../proxy/browser/witness.ts';
import { type Corscope, startCorscope } from '../../../proxy/corscope.ts';
import { CHROMIUM } from '../../browser/chromium.ts';
import { LAB_OPTIONS } from '../../lab/lab-options.ts';
import { plainBrowser } from './running.ts';

const START_MS = 20_000;

export interface RanCase {
  readonly page: { readonly outcome: string; readonly works: boolean };
  /** Id of the journey that is judged. */
  readonly journey: string;
}

/** The lab in a browser that corscope watches, and its dashboard in a colleague's. */
export interface WatchedLab {
  readonly dashboard: Page;
  /** Runs a case of the lab in its page, and gives what the page saw. */
  run(id: string): Promise<unknown>;
  /** Runs a case as the dashboard does, and waits for its journey. */
  runCase(id: string): Promise<RanCase>;
  /** An API call: GET, or POST where there is a body. Throws where it is refused. */
  api<T>(path: string, body?: object): Promise<T>;
  /** Presses one key after the other in the dashboard. */
  press(...keys: readonly string[]): Promise<void>;
  /** Ends the watched browser alone. */
  closeWatched(): Promise<void>;
  close(): Promise<void>;
}

export async function openWatchedLab(): Promise<WatchedLab> {
  const home = mkdtempSync(join(tmpdir(), 'corscope-e2e-'));
  const corscope = await startCorscope({ ...LAB_OPTIONS, home });
  const watched = await openWatched(corscope);
  const devTools = await connectDevTools(await devToolsUrl(watched, START_MS));
  await attachWitness(devTools, corscope.witnesses);
  const page = await openPage(devTools, corscope.lab?.pageUrl ?? '');
  const colleague = await plainBrowser();
  const dashboard = await colleague.newPage();
  await dashboard.setViewportSize({ width: 1440, height: 900 });
  await dashboard.goto(corscope.url);
  return {
    dashboard,
    run: id => page.evaluate(`runCase(${JSON.stringify(id)}).then(result => result.outcome)`),
    runCase: id => callApi(corscope, `/api/lab/${id}/run`, {}),
    api: (path, body) => callApi(corscope, path, body),
    async press(...keys) {
      for (const key of keys) await dashboard.keyboard.press(key);
    },
    closeWatched: async () => void (await watched.close()),
    close: () => closeAll(corscope, watched, colleague, home),
  };
}

function openWatched({ proxyUrl, ca }: Corscope): Promise<OpenedBrowser> {
  const setup = { proxyUrl, spki: ca.spki, urls: ['about:blank'], headless: true, remoteDebuggingPort: 0 };
  return openBrowser({ ...setup, path: CHROMIUM ?? '' });
}

async function callApi<T>({ url, token }: Corscope, path: string, body?: object): Promise<T> {
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
  const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) };
  const response = await fetch(new URL(path, url), init);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

async function closeAll(corscope: Corscope, watched: OpenedBrowser, colleague: Browser, home: string): Promise<void> {
  await Promise.all([colleague.close(), watched.close()]);
  await corscope.close();
  rmSync(home, { recursive: true, force: true });
}
