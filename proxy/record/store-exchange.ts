import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import type { ByteRing } from './byte-ring.ts';
import { errorStartOf } from './error-start.ts';
import type { Bodies } from './log-sink.ts';
import { type BodyCapture, type Extras, elapsed, epoch, NO_EXTRAS, type Recording } from './recording.ts';
import { type Shared, Stored } from './stored.ts';
import { ABSENT, MAX_COUNT, PREFIX_BYTES, SAME } from './stored-layout.ts';

/** Puts a finished exchange into the ring. */
export function storeRecording(recording: Recording, ring: ByteRing): Stored {
  const { received, forwarded, returned, delivered, requestBody, responseBody, startedAt } = recording;
  return put(recording, ring, {
    times: [
      epoch(startedAt),
      elapsed(startedAt, recording.forwardedAt),
      elapsed(startedAt, recording.returnedAt),
      elapsed(startedAt, recording.deliveredAt),
      elapsed(startedAt, recording.endedAt),
    ],
    heads: [
      received,
      forwarded === received ? SAME : (forwarded ?? ABSENT),
      returned ?? ABSENT,
      delivered === returned ? SAME : (delivered ?? ABSENT),
    ],
    requestBody,
    responseBody,
    errorStart: errorStartOf(returned, responseBody),
  });
}

/** Puts a record of a session file into the ring again. */
export function storeRecord(record: ExchangeRecord, bodies: Bodies, ring: ByteRing): Stored {
  const { tap, kind, connection, scheme, authority, timings, upstream, outcome } = record;
  const shared: Shared = {
    number: Number(record.id.slice(1)),
    via: { tap, kind, connection, scheme, authority },
    upstream,
    outcome,
    extras: extrasOf(record),
  };
  const times = [record.startedAt, timings.forwarded, timings.returned, timings.delivered, timings.ended];
  return put(shared, ring, {
    times: times.map(time => time ?? Number.NaN),
    heads: [record.received, record.forwarded, record.returned, record.delivered].map(headOf),
    requestBody: { bytes: record.requestBody.bytes, kept: bodies.request.length, chunks: [bodies.request] },
    responseBody: { bytes: record.responseBody.bytes, kept: bodies.response.length, chunks: [bodies.response] },
    errorStart: Buffer.from(record.errorStart ?? '', 'latin1'),
  });
}

type Head = Buffer | typeof ABSENT | typeof SAME;

interface Contents {
  /** startedAt as epoch milliseconds, then the four timings; NaN where there is none. */
  readonly times: readonly number[];
  readonly heads: readonly Head[];
  readonly requestBody: Readonly<BodyCapture>;
  readonly responseBody: Readonly<BodyCapture>;
  readonly errorStart: Buffer;
}

/** Lays an exchange out as `stored-layout.ts` says. No list is made on the way: this runs for every exchange. */
function put(shared: Shared, ring: ByteRing, contents: Contents): Stored {
  const { times, heads, requestBody, responseBody, errorStart } = contents;
  let size = PREFIX_BYTES + requestBody.kept + responseBody.kept + errorStart.length;
  for (const head of heads) size += Math.max(0, lengthOf(head));
  const place = ring.reserve(shared.number, size);
  const { bytes, view } = place.block;
  let at = place.offset;
  for (const time of times) at = writeTime(view, at, time);
  for (const head of heads) at = writeLength(view, at, lengthOf(head));
  at = writeLength(view, at, requestBody.kept);
  at = writeLength(view, at, responseBody.kept);
  at = writeLength(view, at, errorStart.length);
  at = writeTotal(view, at, requestBody.bytes);
  at = writeTotal(view, at, responseBody.bytes);
  for (const head of heads) at = typeof head === 'number' ? at : writeBytes(bytes, at, head);
  for (const chunk of requestBody.chunks) at = writeBytes(bytes, at, chunk);
  for (const chunk of responseBody.chunks) at = writeBytes(bytes, at, chunk);
  writeBytes(bytes, at, errorStart);
  return new Stored(shared, place);
}

function writeTime(view: DataView, at: number, time: number): number {
  view.setFloat64(at, time, true);
  return at + 8;
}

function writeLength(view: DataView, at: number, length: number): number {
  view.setInt32(at, length, true);
  return at + 4;
}

function writeTotal(view: DataView, at: number, total: number): number {
  view.setUint32(at, Math.min(total, MAX_COUNT), true);
  return at + 4;
}

function writeBytes(bytes: Buffer, at: number, chunk: Buffer): number {
  bytes.set(chunk, at);
  return at + chunk.length;
}

/** Of its bytes, or the marker that stands for it. */
function lengthOf(head: Head): number {
  return typeof head === 'number' ? head : head.length;
}

function headOf(text: string | null | undefined): Head {
  if (text === undefined) return SAME;
  return text === null ? ABSENT : Buffer.from(text, 'latin1');
}

function extrasOf(record: ExchangeRecord): Extras {
  const { interim, requestTrailers, responseTrailers, problems, fixes, changes, followed, asked } = record;
  const extras = { interim, requestTrailers, responseTrailers, problems, fixes, changes, followed, asked };
  const present = Object.entries(extras).filter(([, value]) => value !== undefined);
  return present.length === 0 ? NO_EXTRAS : Object.fromEntries(present);
}
