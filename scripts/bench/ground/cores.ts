import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** CPU lists as `taskset -c` takes them; null where processes cannot be pinned. */
export interface Cores {
  /** One core for the subject alone. */
  readonly subject: string | null;
  /** The upstream, the load generator and the dashboard's client share all the others. */
  readonly rest: string | null;
}

export const UNPINNED: Cores = { subject: null, rest: null };

export function findCores(): Cores {
  const allowed = allowedCores();
  const subject = allowed.at(-1);
  if (subject === undefined || allowed.length < 2 || spawnSync('taskset', ['--version']).status !== 0) return UNPINNED;
  return { subject: String(subject), rest: allowed.slice(0, -1).join(',') };
}

/** The command that runs `command` on those cores. */
export function pinned(cores: string | null, command: readonly string[]): string[] {
  return cores === null ? [...command] : ['taskset', '-c', cores, ...command];
}

/** A container may be allowed fewer than the machine has. */
function allowedCores(): number[] {
  let list: string;
  try {
    list = /Cpus_allowed_list:\s*(\S+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '';
  } catch {
    return [];
  }
  return list.split(',').flatMap(range => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
}
