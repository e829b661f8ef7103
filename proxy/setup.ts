import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canSandbox } from './browser/browser-arguments.ts';
import { browserProblemText } from './browser/browser-problem.ts';
import { browserCommandLine } from './browser/command-line.ts';
import { findBrowser } from './browser/find-browser.ts';
import type { OpenedBrowser } from './browser/open-browser.ts';
import type { WitnessSink } from './browser/witness.ts';
import type { SetupSource } from './server/routes-setup.ts';

export interface Surroundings {
  readonly proxyUrl: string;
  /** Where taps on other machines reach this corscope; null where none can. */
  readonly reach: string | null;
  readonly caPath: string;
  readonly spki: string;
  readonly labUrl: string | null;
  readonly witnesses: WitnessSink;
  /** Keeps hold of what was opened, to end it with corscope. */
  readonly opened: (browser: OpenedBrowser) => void;
}

/** A window can be shown here: a desktop, or an X or Wayland server on Linux. */
export function hasDisplay(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/** What the dashboard's empty state tells, and the button that opens a browser. */
export function createSetup(here: Surroundings): SetupSource {
  return {
    async setup() {
      const browser = await findBrowser(null);
      const found = !('reason' in browser);
      return {
        proxy: here.proxyUrl,
        reach: here.reach,
        ca: here.caPath,
        spki: here.spki,
        browserCommand: found ? commandFor(browser.path, here) : null,
        lab: here.labUrl !== null,
        labUrl: here.labUrl,
        canOpen: found && hasDisplay(),
      };
    },
    async open(url) {
      if (!hasDisplay()) return 'there is no display here: start the browser where one is, with the command line shown';
      const browser = await findBrowser(null);
      if ('reason' in browser) return browserProblemText(browser);
      const { openWitnessed } = await import('./browser/open-witnessed.ts');
      const { proxyUrl, spki, witnesses } = here;
      here.opened(await openWitnessed({ proxyUrl, spki, path: browser.path, urls: [url], headless: false }, witnesses));
      return null;
    },
  };
}

/** The same browser as a line to paste into a shell. */
export function commandFor(browserPath: string, here: Pick<Surroundings, 'proxyUrl' | 'spki' | 'labUrl'>): string {
  return browserCommandLine(browserPath, {
    proxyUrl: here.proxyUrl,
    spki: here.spki,
    profileDir: join(tmpdir(), 'corscope-profile'),
    urls: [here.labUrl ?? 'about:blank'],
    headless: false,
    remoteDebuggingPort: null,
    sandbox: canSandbox(),
  });
}
