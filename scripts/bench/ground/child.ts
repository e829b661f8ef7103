import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pinned } from './cores.ts';
import { descendantsOf } from './process-figures.ts';

const READY_MS = 20_000;
const STOP_MS = 3_000;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) killTree(child);
});

export interface ChildOptions {
  readonly cores: string | null;
  readonly env?: NodeJS.ProcessEnv;
  /** A channel for messages beside the standard streams. */
  readonly stdio?: readonly ('ignore' | 'pipe' | 'inherit' | 'ipc')[];
}

/** `taskset` replaces itself by the command: the child's pid is the command's. */
export function startChild(command: readonly string[], options: ChildOptions): ChildProcess {
  const [name = '', ...args] = pinned(options.cores, command);
  const stdio = [...(options.stdio ?? (['ignore', 'pipe', 'pipe'] as const))];
  const child = spawn(name, args, { env: { ...process.env, ...options.env }, stdio });
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
}

/** The command line of a TypeScript process of the benchmark's own. */
export function ownProcess(file: URL, args: readonly string[] = [], nodeFlags: readonly string[] = []): string[] {
  return [process.execPath, ...nodeFlags, '--import', import.meta.resolve('tsx'), fileURLToPath(file), ...args];
}

/** The first line of JSON that the child prints; what it said on standard error where it ends instead. */
export async function firstJson<T>(child: ChildProcess, patienceMs = READY_MS): Promise<T> {
  let complaint = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaint = `${complaint}${chunk.toString()}`.slice(-2_000);
  });
  if (child.stdout === null) throw new Error('the child has no standard output');
  const lines = createInterface({ input: child.stdout });
  const json = new Promise<T>((resolve, reject) => {
    lines.on('line', line => {
      if (line.startsWith('{')) resolve(JSON.parse(line) as T);
    });
    child.once('error', reject);
    child.once('exit', code => reject(new Error(`ended with ${code} before it was ready: ${complaint.trim()}`)));
  });
  return inTime(json, patienceMs, () => `not ready in ${patienceMs / 1000} s: ${complaint.trim()}`);
}

/** For programs that do not say when they are ready. */
export async function untilListening(port: number, child: ChildProcess): Promise<void> {
  let ended = false;
  child.once('exit', () => {
    ended = true;
  });
  // nobody reads what it prints: an unread pipe would stall it
  child.stdout?.resume();
  child.stderr?.resume();
  const deadline = performance.now() + READY_MS;
  while (!(await accepts(port))) {
    if (ended) throw new Error('ended before it listened');
    if (performance.now() > deadline) throw new Error(`does not listen after ${READY_MS / 1000} s`);
    await sleep(20);
  }
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  // some start helpers that would outlive them
  const helpers = descendantsOf(child.pid ?? 0);
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await exited;
  clearTimeout(forced);
  for (const pid of helpers) killIfThere(pid);
}

function killTree(child: ChildProcess): void {
  for (const pid of descendantsOf(child.pid ?? 0)) killIfThere(pid);
  child.kill('SIGKILL');
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

async function inTime<T>(promise: Promise<T>, patienceMs: number, message: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message())), patienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
