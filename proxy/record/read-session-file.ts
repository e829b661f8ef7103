import { createReadStream } from 'node:fs';
import type { Fix } from '../../shared/fixes/fix.ts';
import type { Witness } from '../../shared/trace/witness.ts';
import { type Decoded, decodeEvent } from '../../shared/wire/decode.ts';
import type { SessionEvent } from '../../shared/wire/events.ts';
import type { ProbeRecord } from '../../shared/wire/probe-record.ts';
import { pairBodies, type SavedExchange } from './pair-bodies.ts';
import type { AppendAt } from './session-file.ts';

/** What is told while a session file is read; nothing of it is held here, however long the file. */
export interface SessionReader {
  exchange(saved: SavedExchange): void;
  witness(witness: Witness): void;
  probe(probe: ProbeRecord): void;
  cleared(): void;
}

export interface ReadBack {
  readonly session: SessionEvent | null;
  readonly fixes: readonly Fix[];
  readonly end: AppendAt;
  /** Something follows the last whole line. */
  readonly torn: boolean;
  /** Lines that could not be read, by number from 1 on. */
  readonly problems: readonly { readonly line: number; readonly reason: string }[];
}

/** Reads a session file line by line. A torn last line is left out; a file that is not there is an empty one. */
export async function readSessionFile(path: string, reader: SessionReader): Promise<ReadBack> {
  let session: SessionEvent | null = null;
  let fixes: readonly Fix[] = [];
  let end: AppendAt = { bytes: 0, seq: 0 };
  const problems: { line: number; reason: string }[] = [];
  const pairs = pairBodies(saved => reader.exchange(saved));
  let torn = false;
  for await (const { text, number, endsAt } of linesOf(path)) {
    torn = endsAt === null;
    if (endsAt === null) break;
    const decoded = decodeEvent(text);
    end = { bytes: endsAt, seq: Math.max(end.seq, seqOf(decoded)) };
    if (decoded.kind !== 'event') {
      problems.push({ line: number, reason: reasonOf(decoded) });
      continue;
    }
    const { event } = decoded;
    pairs.take(event);
    if (event.type === 'session') session = event;
    else if (event.type === 'fixes') fixes = event.fixes;
    else if (event.type === 'witness') reader.witness(event.witness);
    else if (event.type === 'probe') reader.probe(event.probe);
    else if (event.type === 'cleared') reader.cleared();
  }
  pairs.end();
  return { session, fixes, end, torn, problems };
}

function seqOf(decoded: Decoded): number {
  switch (decoded.kind) {
    case 'event':
      return decoded.event.seq;
    case 'unknown':
      return decoded.seq;
    case 'problem':
      return 0;
  }
}

function reasonOf(decoded: Exclude<Decoded, { kind: 'event' }>): string {
  if (decoded.kind === 'problem') return decoded.reason;
  return `events of type ${JSON.stringify(decoded.type)} are known to a newer corscope only`;
}

interface Line {
  readonly text: string;
  readonly number: number;
  /** Offset of the byte after its line end, null where that is missing: only the last line can be so. */
  readonly endsAt: number | null;
}

const LF = 0x0a;

async function* linesOf(path: string): AsyncGenerator<Line> {
  let rest: Buffer = Buffer.alloc(0);
  let offset = 0;
  let number = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let from = 0;
      for (let newline = rest.indexOf(LF); newline !== -1; newline = rest.indexOf(LF, from)) {
        number += 1;
        offset += newline + 1 - from;
        yield { text: rest.toString('utf8', from, newline), number, endsAt: offset };
        from = newline + 1;
      }
      rest = rest.subarray(from);
    }
    if (rest.length > 0) yield { text: '', number: number + 1, endsAt: null };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}
