import { StartError } from '../start-problem.ts';
import type { EventLog } from './event-log.ts';
import type { FixStore } from './fix-store.ts';
import { readSessionFile } from './read-session-file.ts';
import type { AppendAt } from './session-file.ts';

export interface Resumed {
  readonly end: AppendAt;
  /** Of each joined tap's session, the last number of its log that the file has. */
  readonly reported: ReadonlyMap<string, number>;
  /** Lines for the person who started corscope. */
  readonly notes: readonly string[];
}

/** Takes a session file's exchanges and fixes up again. @throws StartError */
export async function resumeSession(path: string, log: EventLog, fixes: FixStore): Promise<Resumed> {
  let count = 0;
  const used = new Set<string>();
  const joined = new Map<string, number>();
  const read = await readSessionFile(path, {
    exchange: ({ record, bodies, reported }) => {
      log.restore(record, bodies);
      if (reported) joined.set(reported.session, Math.max(reported.seq, joined.get(reported.session) ?? 0));
      for (const id of record.fixes ?? []) used.add(id);
      count += 1;
    },
    witness: witness => log.restoreWitness(witness),
    probe: probe => log.probes.restore(probe),
    cleared: () => {
      log.clear();
      count = 0;
    },
  }).catch((error: Error) => {
    throw new StartError({ reason: 'session-file', path, detail: error.message });
  });
  if (read.session === null && (read.end.bytes > 0 || read.torn)) {
    const detail = read.problems[0]?.reason ?? 'its first line is no session event';
    throw new StartError({ reason: 'session-file', path, detail: `not a corscope session file: ${detail}` });
  }
  fixes.restore(read.fixes, used);
  const skipped = read.problems.map(({ line, reason }) => `${path}:${line}: skipped: ${reason}`);
  const notes = count === 0 ? skipped : [`${path}: ${count} exchanges taken up again`, ...skipped];
  return { end: read.end, reported: joined, notes };
}
