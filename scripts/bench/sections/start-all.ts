import type { Ground } from '../ground/ground.ts';
import type { LoadJob, LoadResult } from '../load/load-job.ts';
import type { Running, Subject } from '../subjects/subject.ts';

export interface Started {
  readonly subject: Subject;
  readonly running: Running;
}

/** Starts those that can be started; the others' reasons are told and kept. */
export async function startAll(
  ground: Ground,
  section: string,
  subjects: readonly Subject[],
  upstreamPort: number,
): Promise<Started[]> {
  const started: Started[] = [];
  for (const subject of subjects) {
    const missing = subject.missing(ground);
    if (missing !== null) {
      giveUp(ground, `${section}.${subject.id}`, missing);
      continue;
    }
    try {
      started.push({ subject, running: await subject.start(ground, upstreamPort) });
    } catch (error) {
      giveUp(ground, `${section}.${subject.id}`, `did not start: ${(error as Error).message}`);
    }
  }
  return started;
}

export async function stopAll(started: readonly Started[]): Promise<void> {
  await Promise.all(started.map(({ running }) => running.stop()));
}

/**
 * Rounds of all subjects, interleaved: each has its turn before the next round begins, so that a machine that is slower for
 * a while is slower for all. Round 0 only warms up. A subject that fails is left out from then on.
 */
export async function interleave(
  ground: Ground,
  section: string,
  started: readonly Started[],
  job: (each: Started) => LoadJob,
  keep: (key: string, result: LoadResult) => void,
): Promise<void> {
  const failed = new Set<Started>();
  for (let round = 0; round <= ground.options.rounds; round += 1) {
    for (const each of started) {
      if (failed.has(each)) continue;
      const key = `${section}.${each.subject.id}`;
      try {
        const result = await ground.load.run(job(each));
        if (round === 0) continue;
        if (result.count === 0) throw new Error('no answer in a whole window');
        keep(key, result);
      } catch (error) {
        failed.add(each);
        giveUp(ground, key, `failed under load: ${(error as Error).message}`);
      }
    }
  }
}

function giveUp({ results, say }: Ground, key: string, reason: string): void {
  results.skip(key, reason);
  say(`  ${key}: not measured: ${reason}`);
}
