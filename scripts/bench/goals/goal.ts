/** Where a goal's figure comes from: keys of the results. */
export type Measure =
  | { readonly value: string }
  /** Of several to set against, the best of each round. */
  | { readonly ratio: readonly [string, ...string[]] }
  | { readonly difference: readonly [string, string] }
  /** Measured by something else. */
  | { readonly elsewhere: string };

export interface Goal {
  readonly goal: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
  /** Null where only the other one is set. */
  readonly must: number | null;
  readonly aim: number | null;
  readonly measure: Measure;
}
