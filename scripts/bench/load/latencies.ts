const ROOM = 1 << 20;

/** Milliseconds of the last million requests. */
export class Latencies {
  private readonly values = new Float64Array(ROOM);
  private added = 0;

  get count(): number {
    return this.added;
  }

  add(milliseconds: number): void {
    this.values[this.added % ROOM] = milliseconds;
    this.added += 1;
  }

  summary(): { count: number; p50: number; p99: number; max: number } {
    const sorted = this.values.slice(0, Math.min(this.added, ROOM)).sort();
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
    return { count: this.added, p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}
