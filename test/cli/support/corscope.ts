import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { until } from '../../server/support/until.ts';

export const MAIN = resolve('dist/cli/main.js');

export interface Ready {
  readonly event: 'ready';
  readonly url: string;
  readonly token: string;
  readonly proxy: string;
  readonly ca: string;
  readonly spki: string;
  readonly taps: readonly { readonly name: string; readonly url: string; readonly target: string }[];
}

/** corscope as its user runs it. */
export interface Process {
  readonly child: ChildProcess;
  readonly stdout: string;
  readonly stderr: string;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** A folder that is gone when the test is. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'corscope-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Each process has a CA of its own, unless `home` says where one is. */
export function run(
  args: readonly string[],
  home = tempFolder(),
  env: NodeJS.ProcessEnv = process.env,
  cwd = process.cwd(),
): Process {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd, env: { ...env, CORSCOPE_HOME: home } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null);
  return {
    child,
    ended,
    get stdout() {
      return said.stdout;
    },
    get stderr() {
      return said.stderr;
    },
  };
}

export interface Serving extends Process {
  readonly ready: Ready;
  readonly port: number;
}

/** `serve --port 0 --json`, up to its ready line. */
export async function serve(args: readonly string[] = [], home?: string): Promise<Serving> {
  const running = run(['serve', '--port', '0', '--json', ...args], home);
  const ready = await readyOf(running);
  return Object.assign(running, { ready, port: Number(new URL(ready.url).port) });
}

export async function readyOf(running: Process): Promise<Ready> {
  const line = await until(() => {
    if (running.child.exitCode !== null) throw new Error(`corscope ended: ${running.stderr}`);
    const end = running.stdout.indexOf('\n');
    return end === -1 ? null : running.stdout.slice(0, end);
  }, 'the ready line');
  return JSON.parse(line) as Ready;
}

/** Ends it as Ctrl-C does; resolves to its exit code. */
export function stop(running: Process, signal: NodeJS.Signals = 'SIGINT') {
  running.child.kill(signal);
  return running.ended;
}
