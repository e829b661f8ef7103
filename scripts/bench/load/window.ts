import { cpuMs } from '../ground/process-figures.ts';
import { Latencies } from './latencies.ts';
import type { LoadResult } from './load-job.ts';

const TOO_MANY_FAILURES = 500;

/** The stretch of time that is measured: what came before it does not count. */
export class Window {
  private readonly pid: number | null;
  private readonly latencies = new Latencies();
  private startedAt = Number.NaN;
  private cpuBefore: number | null = null;
  private failures = 0;
  private readonly gaveUp: (error: Error) => void;

  constructor(pid: number | null, gaveUp: (error: Error) => void) {
    this.pid = pid;
    this.gaveUp = gaveUp;
  }

  get count(): number {
    return this.latencies.count;
  }

  begin(): void {
    this.cpuBefore = this.pid === null ? null : cpuMs(this.pid);
    this.startedAt = performance.now();
  }

  /** A request that began before the window counts where it ends in it: the rate would be too low without. */
  add(milliseconds: number): void {
    if (!Number.isNaN(this.startedAt)) this.latencies.add(milliseconds);
  }

  fail(error: Error): void {
    this.failures += 1;
    if (this.failures === TOO_MANY_FAILURES) this.gaveUp(error);
  }

  result(): LoadResult {
    const ms = performance.now() - this.startedAt;
    const after = this.pid === null ? null : cpuMs(this.pid);
    const spent = after === null || this.cpuBefore === null ? null : after - this.cpuBefore;
    return { ...this.latencies.summary(), ms, cpuMs: spent, failed: this.failures };
  }
}
