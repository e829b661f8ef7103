import type { Outcome, UpstreamAddress } from '../../shared/trace/exchange.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import type { ByteRing, Place } from './byte-ring.ts';
import { type Extras, epoch, NO_EXTRAS, type Recording, since, type Via } from './recording.ts';

/** A length that stands for "nothing was sent" and for "passed on unchanged". */
const ABSENT = -1;
const SAME = -2;

/** Numbers before the bytes of a stored exchange: five times (float64), then eight lengths (int32). */
const TIMES = 5;
const LENGTHS = 8;
const PREFIX_BYTES = TIMES * 8 + LENGTHS * 4;

type Part = 'received' | 'forwarded' | 'returned' | 'delivered' | 'requestBody' | 'responseBody';
const PARTS: readonly Part[] = ['received', 'forwarded', 'returned', 'delivered', 'requestBody', 'responseBody'];
const REQUEST_BYTES = 6;
const RESPONSE_BYTES = 7;

/** What `Stored.from` needs: a finished recording, or a record read back from a session file. */
interface Source {
  readonly number: number;
  readonly via: Via;
  readonly upstream: UpstreamAddress | null;
  readonly outcome: Outcome;
  readonly extras: Extras;
  /** startedAt as epoch milliseconds, then the four timings, NaN where not reached. */
  readonly times: readonly number[];
  readonly parts: readonly (readonly Buffer[] | typeof ABSENT | typeof SAME)[];
  readonly requestBytes: number;
  readonly responseBytes: number;
}

/**
 * A finished exchange in the ring: numbers and bytes in a block, a small object here. 10,000 of them cost little more
 * than their bytes, and the garbage collector has nothing to walk.
 */
export class Stored {
  readonly number: number;
  readonly via: Via;
  readonly upstream: UpstreamAddress | null;
  readonly outcome: Outcome;
  private readonly extras: Extras;
  private readonly place: Place;

  constructor(source: Source, ring: ByteRing) {
    this.number = source.number;
    this.via = source.via;
    this.upstream = source.upstream;
    this.outcome = source.outcome;
    this.extras = source.extras;
    this.place = ring.reserve(source.number, PREFIX_BYTES + byteLength(source));
    write(source, this.place);
  }

  toRecord(): ExchangeRecord {
    const time = (index: number) => nullIfNaN(this.place.block.bytes.readDoubleLE(this.place.offset + index * 8));
    const forwarded = this.head(1);
    const delivered = this.head(3);
    return {
      id: `e${this.number}`,
      ...this.via,
      upstream: this.upstream,
      startedAt: time(0) ?? 0,
      timings: { forwarded: time(1), returned: time(2), delivered: time(3), ended: time(4) },
      received: this.head(0) ?? '',
      ...(forwarded === undefined ? {} : { forwarded }),
      returned: this.head(2) ?? null,
      ...(delivered === undefined ? {} : { delivered }),
      requestBody: { bytes: this.length(REQUEST_BYTES), kept: Math.max(0, this.length(4)) },
      responseBody: { bytes: this.length(RESPONSE_BYTES), kept: Math.max(0, this.length(5)) },
      outcome: this.outcome,
      ...this.extras,
    };
  }

  /** A copy: the ring reuses its blocks. */
  body(side: 'request' | 'response'): Buffer {
    const [from, to] = this.range(side === 'request' ? 4 : 5);
    return Buffer.from(this.place.block.bytes.subarray(from, to));
  }

  /** undefined: passed on unchanged; null: never sent. */
  private head(part: number): string | null | undefined {
    const length = this.length(part);
    if (length === SAME) return undefined;
    if (length === ABSENT) return null;
    return this.place.block.bytes.toString('latin1', ...this.range(part));
  }

  private length(index: number): number {
    const at = this.place.offset + TIMES * 8 + index * 4;
    // a body's total may be over 2 GB: it is written unsigned, the markers of heads are negative
    return index >= PARTS.length ? this.place.block.bytes.readUInt32LE(at) : this.place.block.bytes.readInt32LE(at);
  }

  private range(part: number): [number, number] {
    let from = this.place.offset + PREFIX_BYTES;
    for (let index = 0; index < part; index += 1) from += Math.max(0, this.length(index));
    return [from, from + Math.max(0, this.length(part))];
  }
}

export function storeRecording(recording: Recording, ring: ByteRing): Stored {
  const { received, forwarded, returned, delivered, requestBody, responseBody } = recording;
  return new Stored(
    {
      number: recording.number,
      via: recording.via,
      upstream: recording.upstream,
      outcome: recording.outcome,
      extras: recording.extras,
      times: [epoch(recording.startedAt), ...timesOf(recording)],
      parts: [
        [received],
        headPart(forwarded, received),
        headPart(returned, undefined),
        headPart(delivered, returned),
        requestBody.chunks,
        responseBody.chunks,
      ],
      requestBytes: requestBody.bytes,
      responseBytes: responseBody.bytes,
    },
    ring,
  );
}

/** Puts a record of a session file into the ring again. */
export function storeRecord(
  record: ExchangeRecord,
  bodies: { request: Buffer; response: Buffer },
  ring: ByteRing,
): Stored {
  const { tap, kind, connection, scheme, authority, timings } = record;
  return new Stored(
    {
      number: Number(record.id.slice(1)),
      via: { tap, kind, connection, scheme, authority },
      upstream: record.upstream,
      outcome: record.outcome,
      extras: extrasOf(record),
      times: [record.startedAt, timings.forwarded, timings.returned, timings.delivered, timings.ended].map(nanIfNull),
      parts: [
        textPart(record.received),
        textPart(record.forwarded),
        textPart(record.returned),
        textPart(record.delivered),
        [bodies.request],
        [bodies.response],
      ],
      requestBytes: record.requestBody.bytes,
      responseBytes: record.responseBody.bytes,
    },
    ring,
  );
}

function write(source: Source, place: Place): void {
  const { bytes } = place.block;
  let at = place.offset;
  for (const time of source.times) at = bytes.writeDoubleLE(time, at);
  for (const part of source.parts) at = bytes.writeInt32LE(typeof part === 'number' ? part : sum(part), at);
  at = bytes.writeUInt32LE(Math.min(source.requestBytes, 0xffffffff), at);
  at = bytes.writeUInt32LE(Math.min(source.responseBytes, 0xffffffff), at);
  for (const part of source.parts) {
    if (typeof part === 'number') continue;
    for (const chunk of part) at += chunk.copy(bytes, at);
  }
}

function byteLength(source: Source): number {
  let total = 0;
  for (const part of source.parts) if (typeof part !== 'number') total += sum(part);
  return total;
}

function sum(chunks: readonly Buffer[]): number {
  let total = 0;
  for (const chunk of chunks) total += chunk.length;
  return total;
}

function headPart(
  head: Buffer | null,
  before: Buffer | null | undefined,
): readonly Buffer[] | typeof ABSENT | typeof SAME {
  if (head === before) return SAME;
  return head === null ? ABSENT : [head];
}

function textPart(text: string | null | undefined): readonly Buffer[] | typeof ABSENT | typeof SAME {
  if (text === undefined) return SAME;
  return text === null ? ABSENT : [Buffer.from(text, 'latin1')];
}

function timesOf(recording: Recording): number[] {
  const { startedAt, forwardedAt, returnedAt, deliveredAt, endedAt } = recording;
  return [forwardedAt, returnedAt, deliveredAt, endedAt].map(at => nanIfNull(since(startedAt, at)));
}

function extrasOf(record: ExchangeRecord): Extras {
  const { interim, requestTrailers, responseTrailers, problems, fixes } = record;
  const extras = { interim, requestTrailers, responseTrailers, problems, fixes };
  const present = Object.entries(extras).filter(([, value]) => value !== undefined);
  return present.length === 0 ? NO_EXTRAS : Object.fromEntries(present);
}

function nullIfNaN(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function nanIfNull(value: number | null): number {
  return value ?? Number.NaN;
}
