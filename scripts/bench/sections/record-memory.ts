import { firstJson, ownProcess, startChild } from '../ground/child.ts';
import type { RecordMemory } from '../process/record-memory.ts';
import { figure } from '../report/format.ts';
import type { Section } from './section.ts';

const NAME = 'memory';
const SCRIPT = new URL('../process/record-memory.ts', import.meta.url);

/** What the record itself takes, without sockets and everything else that a process has. */
export const recordMemory: Section = {
  name: NAME,
  async run({ results, cores }) {
    const child = startChild(ownProcess(SCRIPT, [], ['--expose-gc']), { cores: cores.subject });
    const { wireBytes, recordedMb, boundedMb, limitMb } = await firstJson<RecordMemory>(child);
    results.add(`${NAME}.recorded`, recordedMb);
    results.add(`${NAME}.over-limit`, boundedMb / limitMb);
    return {
      title: 'Memory of the record',
      note: `Heap and external memory after a collection, each exchange ${figure(wireBytes)} bytes on the wire.`,
      columns: ['', 'MB', 'to its limit'],
      rows: [
        ['10,000 exchanges', figure(recordedMb), ''],
        [`260,000 exchanges, limit ${limitMb} MB`, figure(boundedMb), figure(boundedMb / limitMb)],
      ],
    };
  },
};
