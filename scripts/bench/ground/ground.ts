import type { LoadGenerator } from '../load/load-generator.ts';
import type { BenchOptions } from '../options.ts';
import type { Results } from '../results.ts';
import type { Upstream } from '../upstream/start-upstream.ts';
import type { Cores } from './cores.ts';

/** What every section stands on. */
export interface Ground {
  readonly options: BenchOptions;
  readonly cores: Cores;
  /** A temporary folder of this run. */
  readonly dir: string;
  readonly upstream: Upstream;
  /** Port of the upstream for large bodies and streams. */
  readonly bulkPort: number;
  readonly load: LoadGenerator;
  readonly results: Results;
  /** The system's load average when the run began: what others were doing. */
  readonly loadBefore: number;
  /** Tells the person who waits what is being done. */
  say(text: string): void;
}
