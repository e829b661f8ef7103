import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { holdPort } from './hold-port.ts';

/** A server on a port of loopback. */
export interface Server {
  readonly port: number;
  /** What it has said so far, its complaints included; still there when it has ended. */
  log(): string;
  /** Ends it at once, and resolves when nothing listens on its port any more; again: nothing. */
  stop(): Promise<void>;
}

/** Where a server's configuration puts it: it listens on 127.0.0.1 at this port, and may write to its own folder. */
export interface Place {
  readonly port: number;
  readonly folder: string;
}

/** Gives the configuration text for a place; each server's file says which part of its configuration that is. */
export type Configure = (place: Place) => string;

/** How a kind of server is run: in the foreground, without a right that an ordinary user lacks. */
export interface ServerKind {
  /** Name of the program, in the search path or in `sbin`. */
  readonly program: string;
  readonly file: string;
  /** The whole file around the given part. */
  text(given: string, place: Place): string;
  arguments(path: string, place: Place): readonly string[];
}

const READY_MS = 20_000;

/** Where the kernel ends a program whose parent was killed; a program that changes its user gets away. */
const LEASH = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL', '--'] : [];

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach(kill));

/** Starts a server with a folder and a port of its own, and waits until it takes connections. @throws with its log */
export async function startServer(kind: ServerKind, configure: Configure): Promise<Server> {
  const { port, release } = await holdPort();
  const folder = mkdtempSync(join(tmpdir(), `corscope-${kind.program}-`));
  const place = { port, folder };
  const path = join(folder, kind.file);
  writeFileSync(path, kind.text(configure(place), place));
  const child = run([kind.program, ...kind.arguments(path, place)], folder);
  let last: string | null = null;
  const server: Server = {
    port,
    log: () => last ?? logsIn(folder),
    async stop() {
      if (last !== null) return;
      await end(child);
      // a helper may hold the port for a moment longer than the process that was started
      while (await accepts(port)) await pause(10);
      last = logsIn(folder);
      // a helper of the server's may still be writing
      rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
      release();
    },
  };
  const problem = await untilReady(child, port);
  if (problem === null) return server;
  await server.stop();
  throw new Error(`${kind.program} ${problem}:\n${server.log()}`);
}

function run([program = '', ...args]: readonly string[], folder: string): ChildProcess {
  const output = openSync(join(folder, 'output.log'), 'a');
  const [first = program, ...rest] = [...LEASH, program, ...args];
  const child = spawn(first, LEASH.length === 0 ? args : rest, {
    cwd: folder,
    // a group of its own, so that its helpers end with it
    detached: true,
    stdio: ['ignore', output, output],
    env: { PATH: `${process.env['PATH']}:/usr/sbin:/usr/local/sbin`, HOME: folder, TMPDIR: folder },
  });
  closeSync(output);
  running.add(child);
  child.once('exit', () => running.delete(child)).once('error', () => running.delete(child));
  return child;
}

async function untilReady(child: ChildProcess, port: number): Promise<string | null> {
  let ended: string | null = null;
  child.once('error', error => {
    ended = `did not start (${error.message})`;
  });
  child.once('exit', (code, signal) => {
    ended = `ended with ${code ?? signal}`;
  });
  const last = Date.now() + READY_MS;
  while (ended === null) {
    if (await accepts(port)) return ended;
    if (Date.now() > last) return `does not listen on port ${port}`;
    await pause(10);
  }
  return ended;
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (!running.has(child)) return;
  const exited = once(child, 'exit');
  kill(child);
  await exited;
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // all of the group have ended
  }
}

function logsIn(folder: string): string {
  const logs = readdirSync(folder).filter(name => name.endsWith('.log'));
  return logs.map(name => readFileSync(join(folder, name), 'latin1')).join('');
}
