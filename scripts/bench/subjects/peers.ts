import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, stopChild, untilListening } from '../ground/child.ts';
import { freePort } from '../ground/free-port.ts';
import type { Ground } from '../ground/ground.ts';
import { startScript } from './node-subject.ts';
import type { Running, Subject } from './subject.ts';

const LEFT_OUT = '--quick leaves the peers out';

export const httpxy: Subject = {
  id: 'httpxy',
  title: 'httpxy',
  missing: ground => packageMissing(ground, 'httpxy'),
  start: (ground, upstreamPort) =>
    startScript(ground, 'httpxy.ts', [String(upstreamPort), ground.options.peers ?? ''], 'reverse'),
};

export const mockttp: Subject = {
  id: 'mockttp',
  title: 'mockttp, request + response events',
  missing: ground => packageMissing(ground, 'mockttp'),
  start: ground => startScript(ground, 'mockttp.ts', [ground.options.peers ?? ''], 'forward'),
};

export const mitmdump: Subject = {
  id: 'mitmdump',
  title: 'mitmdump',
  missing: ground => commandMissing(ground, 'mitmdump'),
  start: ground => startMitm(ground, 'mitmdump', []),
};

export const mitmweb: Subject = {
  id: 'mitmweb',
  title: 'mitmweb (records)',
  missing: ground => commandMissing(ground, 'mitmweb'),
  start: async ground =>
    startMitm(ground, 'mitmweb', ['--no-web-open-browser', '--web-port', String(await freePort())]),
};

export const whistle: Subject = {
  id: 'whistle',
  title: 'whistle',
  missing: ground => packageMissing(ground, 'whistle'),
  async start(ground) {
    const bin = join(ground.options.peers ?? '', 'node_modules/whistle/bin/whistle.js');
    const dir = join(ground.dir, 'whistle');
    return startForeign(ground, port => [process.execPath, bin, 'run', '-p', String(port), '-D', dir], dir);
  },
};

function startMitm(ground: Ground, command: string, more: readonly string[]): Promise<Running> {
  const dir = join(ground.dir, 'mitmproxy');
  const fixed = ['-q', '--listen-host', '127.0.0.1', '--ssl-insecure', '--set', `confdir=${dir}`];
  return startForeign(ground, port => [command, ...fixed, '-p', String(port), ...more], dir);
}

async function startForeign(ground: Ground, command: (port: number) => string[], dir: string): Promise<Running> {
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  // whatever it keeps for its user goes with this run
  const child = startChild(command(port), { cores: ground.cores.subject, env: { HOME: dir } });
  await untilListening(port, child);
  return { port, form: 'forward', pid: child.pid ?? null, stop: () => stopChild(child) };
}

function packageMissing({ options: { peers, withPeers } }: Ground, name: string): string | null {
  if (!withPeers) return LEFT_OUT;
  if (peers === null) return `no --peers folder with ${name} given`;
  return existsSync(join(peers, 'node_modules', name)) ? null : `${name} is not in ${peers}`;
}

function commandMissing({ options: { withPeers } }: Ground, command: string): string | null {
  if (!withPeers) return LEFT_OUT;
  return spawnSync(command, ['--version']).status === 0 ? null : `${command} is not installed`;
}
