import { arch, cpus, platform, release, totalmem } from 'node:os';
import type { Ground } from '../ground/ground.ts';
import { figure } from './format.ts';

/** Over this, others were taking the cores that are measured. */
const BUSY = 1;
const GIGABYTE = 1024 ** 3;

/** On what it was measured, line by line. */
export function machineLines({ cores, upstream, options, loadBefore }: Ground, at: Date, tookMs: number): string[] {
  const [first] = cpus();
  const pinning =
    cores.subject === null
      ? 'processes could not be pinned'
      : `each subject alone on core ${cores.subject}; upstream, load generator and dashboard client on ${cores.rest}`;
  return [
    `${at.toISOString().slice(0, 10)}, Node ${process.version}, ${platform()} ${release()} ${arch()}`,
    `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / GIGABYTE)} GB of memory`,
    `upstream: ${upstream.name}; loopback only; ${pinning}`,
    `load average before the run ${figure(loadBefore)}${loadBefore > BUSY ? ': the machine was busy, believe nothing' : ''}`,
    `${options.rounds} interleaved rounds of ${options.windowMs / 1000} s; ${Math.round(tookMs / 1000)} s in all`,
  ];
}
