import { type ChildProcess, spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { type BrowserSetup, browserArguments, canSandbox } from './browser-arguments.ts';
import { newProfileFolder } from './profile-folder.ts';

/** From the polite signal to the impolite one: with the impolite one's own time, a browser is gone within two seconds. */
const GRACE_MS = 1200;
/** How much of what the browser complained of is kept, in characters. */
const COMPLAINT_LIMIT = 2000;

export interface OpenOptions extends Pick<BrowserSetup, 'proxyUrl' | 'spki' | 'urls' | 'headless'> {
  /** The browser's executable file, from findBrowser. */
  readonly path: string;
  /** Port for the DevTools protocol, 0 for any free one, null for none. */
  readonly remoteDebuggingPort: number | null;
}

export interface BrowserExit {
  /** Null where a signal or a failed start ended it. */
  readonly code: number | null;
  /** The end of what it wrote on standard error, or why it could not be started. */
  readonly complaint: string;
}

export interface OpenedBrowser {
  readonly profileDir: string;
  /** Lines for the person who started corscope. */
  readonly notes: readonly string[];
  /** Settles when the browser has ended, by whosever hand, and its profile is removed. Never rejects. */
  readonly exited: Promise<BrowserExit>;
  /** Ends it and its children, within two seconds. */
  close(): Promise<BrowserExit>;
}

/** Starts a browser with a fresh profile that goes through corscope. */
export async function openBrowser(options: OpenOptions): Promise<OpenedBrowser> {
  const profileDir = await newProfileFolder(options.path);
  const sandbox = canSandbox();
  const child = spawn(options.path, browserArguments({ ...options, profileDir, sandbox }), {
    stdio: ['ignore', 'ignore', 'pipe'],
    // A process group of its own: Ctrl-C in the terminal reaches corscope alone, which then ends the whole group.
    detached: process.platform !== 'win32',
  });
  const exited = exitOf(child).then(async exit => {
    await removeProfile(profileDir);
    return exit;
  });
  return {
    profileDir,
    notes: sandbox ? [] : ['The browser runs without its sandbox (--no-sandbox), because corscope runs as root.'],
    exited,
    close: () => end(child, exited),
  };
}

function exitOf(child: ChildProcess): Promise<BrowserExit> {
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-COMPLAINT_LIMIT);
  });
  return new Promise(resolve => {
    child.once('error', error => resolve({ code: null, complaint: error.message }));
    // `exit`, not `close`: helpers that outlive the browser may hold its standard error open.
    child.once('exit', code => resolve({ code, complaint }));
  });
}

async function end(child: ChildProcess, exited: Promise<BrowserExit>): Promise<BrowserExit> {
  signalGroup(child, 'SIGTERM');
  const impolite = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS);
  const exit = await exited;
  clearTimeout(impolite);
  // Helpers that ignored the first signal have no parent left to end them.
  signalGroup(child, 'SIGKILL');
  return exit;
}

function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' }).once('error', () => child.kill());
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // ESRCH: the group is gone, which is what was wanted.
  }
}

/** Helpers may still be writing there as they go down, hence the retries; what then remains is the temp folder's to clear. */
async function removeProfile(profileDir: string): Promise<void> {
  await rm(profileDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(() => undefined);
}
