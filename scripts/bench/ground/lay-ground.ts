import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoadGenerator } from '../load/load-generator.ts';
import type { BenchOptions } from '../options.ts';
import { Results } from '../results.ts';
import { startBulkUpstream, startUpstream } from '../upstream/start-upstream.ts';
import { findCores } from './cores.ts';
import type { Ground } from './ground.ts';

/** Starts the upstreams and the load generator; they end with this process. */
export async function layGround(options: BenchOptions): Promise<Ground> {
  const [loadBefore = 0] = loadavg();
  const cores = findCores();
  const dir = mkdtempSync(join(tmpdir(), 'corscope-bench-'));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  return {
    options,
    cores,
    dir,
    upstream: await startUpstream(dir, cores.rest),
    bulkPort: await startBulkUpstream(cores.rest),
    load: startLoadGenerator(cores.rest),
    results: new Results(),
    loadBefore,
    say: text => void process.stderr.write(`${text}\n`),
  };
}
