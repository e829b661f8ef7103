import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from 'playwright-core';
import { browserArguments, canSandbox } from '../../../proxy/browser/browser-arguments.ts';
import { findBrowser } from '../../../proxy/browser/find-browser.ts';

/** What `--json` prints first. */
export interface Ready {
  readonly url: string;
  readonly token: string;
  readonly proxy: string;
  readonly spki: string;
}

/** corscope as its user runs it: a process of its own. */
export interface Running extends Ready {
  get<T>(path: string): Promise<T>;
  stop(): Promise<number | null>;
}

export async function startCli(...args: string[]): Promise<Running> {
  const home = await mkdtemp(join(tmpdir(), 'corscope-e2e-'));
  const child = spawn(process.execPath, ['dist/cli/main.js', ...args, '--port', '0', '--json'], {
    env: { ...process.env, CORSCOPE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ready = await firstLine(child);
  return {
    ...ready,
    async get<T>(path: string) {
      const response = await fetch(new URL(path, ready.url), { headers: { Authorization: `Bearer ${ready.token}` } });
      return (await response.json()) as T;
    },
    async stop() {
      const ended = new Promise<number | null>(resolve => child.once('exit', resolve));
      child.kill('SIGINT');
      const code = await ended;
      await rm(home, { recursive: true, force: true });
      return code;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<Ready> {
  if (child.stdout === null) throw new Error('no standard output');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line) as Ready;
  throw new Error('corscope ended before it was ready');
}

/** A browser with no proxy: the one a colleague watches the dashboard with. */
export async function plainBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: await browserPath(), args: SANDBOX });
}

/** A browser through corscope, with the arguments that `corscope open` gives it; the profile is the test driver's. */
export async function proxiedBrowser({ proxy, spki }: Ready): Promise<Browser> {
  const setup = { proxyUrl: proxy, spki, profileDir: '', urls: [], headless: false, remoteDebuggingPort: null };
  const args = browserArguments({ ...setup, sandbox: canSandbox() }).slice(1);
  return chromium.launch({ executablePath: await browserPath(), args });
}

const SANDBOX = canSandbox() ? [] : ['--no-sandbox'];

async function browserPath(): Promise<string> {
  const browser = await findBrowser(null);
  if ('reason' in browser) throw new Error('no browser: npm test installs one where it can');
  return browser.path;
}
