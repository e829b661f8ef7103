import { accessSync, constants, statSync } from 'node:fs';
import { basename, delimiter, isAbsolute, join, sep } from 'node:path';
import type { BrowserProblem } from './browser-problem.ts';

export type BrowserKind = 'chrome' | 'chromium' | 'edge' | 'brave' | 'other';

export interface Browser {
  readonly path: string;
  /** Told from the file's name; `other` takes Chromium's arguments too, or so we are told by whoever named its path. */
  readonly kind: BrowserKind;
}

/** What the search may look at; tests give their own. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  /** Paths of Chrome and Chromium installations, best first. */
  readonly installations: () => Promise<readonly string[]>;
}

const NAMES: Record<Exclude<BrowserKind, 'other'>, readonly string[]> = {
  chrome: ['google-chrome-stable', 'google-chrome', 'chrome'],
  chromium: ['chromium', 'chromium-browser'],
  edge: ['microsoft-edge-stable', 'microsoft-edge', 'msedge'],
  brave: ['brave-browser-stable', 'brave-browser', 'brave'],
};

/** In the order in which they are tried where none is asked for. */
const KINDS = ['chrome', 'chromium', 'edge', 'brave'] as const;

const THIS_MACHINE: Machine = { platform: process.platform, env: process.env, installations: chromeInstallations };

/**
 * The browser to start: the one wanted (`chrome`, `chromium`, `edge`, `brave`, a program's name on PATH, or a path), or
 * with null the first that is installed, CHROME_PATH before all.
 */
export async function findBrowser(
  wanted: string | null,
  machine: Machine = THIS_MACHINE,
): Promise<Browser | BrowserProblem> {
  if (wanted === null) return firstInstalled(machine);
  if (isPath(wanted)) return isProgram(wanted) ? browserAt(wanted) : problem('not-a-program', wanted, machine);
  const kind = KINDS.find(each => each === wanted.toLowerCase());
  const found = kind ? await ofKind(kind, machine) : onPath([wanted], machine);
  if (found !== null && !/firefox|safari/i.test(wanted)) return found;
  return problem(/firefox|safari/i.test(wanted) ? 'unsupported' : 'name-not-found', wanted, machine);
}

async function firstInstalled(machine: Machine): Promise<Browser | BrowserProblem> {
  const { CHROME_PATH: chosen } = machine.env;
  if (chosen && isProgram(chosen)) return browserAt(chosen);
  for (const kind of KINDS) {
    const found = await ofKind(kind, machine);
    if (found !== null) return found;
  }
  return problem('none-found', '', machine);
}

async function ofKind(kind: Exclude<BrowserKind, 'other'>, machine: Machine): Promise<Browser | null> {
  const found = onPath(NAMES[kind], machine) ?? wellKnown(kind, machine);
  if (found !== null || (kind !== 'chrome' && kind !== 'chromium')) return found;
  const installed = await machine.installations();
  return installed.map(browserAt).find(browser => browser.kind === kind) ?? null;
}

function onPath(names: readonly string[], { env, platform }: Machine): Browser | null {
  const { PATH, Path } = env;
  const folders = (PATH ?? Path ?? '').split(delimiter).filter(folder => folder !== '');
  const endings = platform === 'win32' ? ['.exe', ''] : [''];
  for (const name of names) {
    const paths = folders.flatMap(folder => endings.map(ending => join(folder, name + ending)));
    const found = paths.find(isProgram);
    if (found !== undefined) return browserAt(found);
  }
  return null;
}

/** Where installers put the browsers that chrome-launcher does not look for. */
function wellKnown(kind: Exclude<BrowserKind, 'other'>, machine: Machine): Browser | null {
  const found = wellKnownPaths(kind, machine).find(isProgram);
  return found === undefined ? null : browserAt(found);
}

function wellKnownPaths(kind: Exclude<BrowserKind, 'other'>, { env, platform }: Machine): string[] {
  if (platform === 'darwin') {
    const app = { chrome: 'Google Chrome', chromium: 'Chromium', edge: 'Microsoft Edge', brave: 'Brave Browser' }[kind];
    return [`/Applications/${app}.app/Contents/MacOS/${app}`];
  }
  if (platform !== 'win32') return [];
  const file = {
    chrome: 'Google\\Chrome\\Application\\chrome.exe',
    chromium: 'Chromium\\Application\\chrome.exe',
    edge: 'Microsoft\\Edge\\Application\\msedge.exe',
    brave: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  }[kind];
  const { PROGRAMFILES, 'PROGRAMFILES(X86)': olderPrograms, LOCALAPPDATA } = env;
  const roots = [PROGRAMFILES, olderPrograms, LOCALAPPDATA];
  return roots.filter(root => root !== undefined).map(root => `${root}\\${file}`);
}

/** chrome-launcher knows the desktop entries, macOS' launch services and WSL; it throws where it finds nothing. */
async function chromeInstallations(): Promise<readonly string[]> {
  const { Launcher } = await import('chrome-launcher');
  try {
    return Launcher.getInstallations();
  } catch {
    return [];
  }
}

function browserAt(path: string): Browser {
  return { path, kind: kindOf(path) };
}

function kindOf(path: string): BrowserKind {
  const name = basename(path).toLowerCase();
  if (/chromium/.test(path.toLowerCase())) return 'chromium';
  if (/edge/.test(name)) return 'edge';
  if (/brave/.test(name)) return 'brave';
  return /chrome/.test(name) ? 'chrome' : 'other';
}

function isPath(wanted: string): boolean {
  return isAbsolute(wanted) || wanted.includes('/') || wanted.includes(sep);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function problem(reason: BrowserProblem['reason'], wanted: string, { platform }: Machine): BrowserProblem {
  return { reason, wanted, platform };
}
