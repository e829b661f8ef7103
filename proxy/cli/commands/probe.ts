import { runProbe } from '../../probe/run-probe.ts';
import { printed, printJson, printLines } from '../print.ts';
import type { ProbeFlags } from '../probe-flags.ts';
import { probeProgress } from '../probe-progress.ts';
import { probeLines } from '../probe-text.ts';
import { readProbe } from '../read-probe.ts';

const BLOCKED = 1;
const UNREACHABLE = 2;

/** `corscope probe URL`: asks the API, and each layer, and lays the answers side by side. Returns the exit code. */
export async function probe(url: string | undefined, flags: ProbeFlags): Promise<number> {
  const { ask, options } = readProbe(url, flags);
  const progress = probeProgress(process.stderr);
  const report = await runProbe(ask, { ...options, onRequest: progress.onRequest });
  progress.end();
  if (flags.json) printJson(report);
  else printLines(probeLines(report, options.maxRequests ?? null), false);
  await printed();
  if (report.outcome === 'unreachable') return UNREACHABLE;
  return report.outcome === 'blocked' ? BLOCKED : 0;
}
