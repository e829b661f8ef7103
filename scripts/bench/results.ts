/**
 * What was measured: under each key one figure a round, in the order of the rounds, so that figures of the same round can
 * be set against each other.
 */
export class Results {
  private readonly figures = new Map<string, number[]>();
  private readonly reasons = new Map<string, string>();

  add(key: string, figure: number): void {
    const list = this.figures.get(key);
    if (list) list.push(figure);
    else this.figures.set(key, [figure]);
  }

  /** Why there is no figure under this key, nor under those that it begins. */
  skip(key: string, reason: string): void {
    this.reasons.set(key, reason);
  }

  all(key: string): readonly number[] {
    return this.figures.get(key) ?? [];
  }

  median(key: string): number | null {
    return median(this.all(key));
  }

  whyMissing(key: string): string {
    const parts = key.split('.');
    for (let length = parts.length; length > 0; length -= 1) {
      const reason = this.reasons.get(parts.slice(0, length).join('.'));
      if (reason !== undefined) return reason;
    }
    return `section ${parts[0]} did not run`;
  }
}

export function median(figures: readonly number[]): number | null {
  const sorted = [...figures].sort((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}
