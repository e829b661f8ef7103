import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import type { ByteRing } from './byte-ring.ts';
import { errorStartOf } from './error-start.ts';
import type { Bodies } from './log-sink.ts';
import { type Extras, epoch, NO_EXTRAS, type Recording, since } from './recording.ts';
import { type Shared, Stored } from './stored.ts';
import { ABSENT, MAX_COUNT, PREFIX_BYTES, SAME } from './stored-layout.ts';

/** Puts a finished exchange into the ring. */
export function storeRecording(recording: Recording, ring: ByteRing): Stored {
  const { received, forwarded, returned, delivered, requestBody, responseBody, startedAt } = recording;
  const sent = headLength(forwarded, received);
  const back = returned === null ? ABSENT : returned.length;
  const told = headLength(delivered, returned);
  const errorStart = errorStartOf(returned, responseBody);
  const chunks = [received];
  if (sent >= 0 && forwarded) chunks.push(forwarded);
  if (returned) chunks.push(returned);
  if (told >= 0 && delivered) chunks.push(delivered);
  chunks.push(...requestBody.chunks, ...responseBody.chunks, errorStart);
  return put(recording, ring, {
    times: [
      epoch(startedAt),
      since(startedAt, recording.forwardedAt),
      since(startedAt, recording.returnedAt),
      since(startedAt, recording.deliveredAt),
      since(startedAt, recording.endedAt),
    ],
    lengths: [received.length, sent, back, told, requestBody.kept, responseBody.kept, errorStart.length],
    totals: [requestBody.bytes, responseBody.bytes],
    chunks,
  });
}

/** Puts a record of a session file into the ring again. */
export function storeRecord(record: ExchangeRecord, bodies: Bodies, ring: ByteRing): Stored {
  const { tap, kind, connection, scheme, authority, timings, upstream, outcome } = record;
  const heads = [record.received, record.forwarded, record.returned, record.delivered].map(textPart);
  const chunks = heads.filter(head => typeof head !== 'number');
  const errorStart = Buffer.from(record.errorStart ?? '', 'latin1');
  const shared: Shared = {
    number: Number(record.id.slice(1)),
    via: { tap, kind, connection, scheme, authority },
    upstream,
    outcome,
    extras: extrasOf(record),
  };
  return put(shared, ring, {
    times: [record.startedAt, timings.forwarded, timings.returned, timings.delivered, timings.ended],
    lengths: [
      ...heads.map(head => (typeof head === 'number' ? head : head.length)),
      bodies.request.length,
      bodies.response.length,
      errorStart.length,
    ],
    totals: [record.requestBody.bytes, record.responseBody.bytes],
    chunks: [...chunks, bodies.request, bodies.response, errorStart],
  });
}

interface Contents {
  /** startedAt as epoch milliseconds, then the four timings. */
  readonly times: readonly (number | null)[];
  /** Of each part, or a marker. */
  readonly lengths: readonly number[];
  /** Payload bytes that passed. */
  readonly totals: readonly number[];
  readonly chunks: readonly Buffer[];
}

function put(shared: Shared, ring: ByteRing, { times, lengths, totals, chunks }: Contents): Stored {
  const place = ring.reserve(shared.number, PREFIX_BYTES + sum(chunks));
  const { bytes } = place.block;
  let at = place.offset;
  for (const time of times) at = bytes.writeDoubleLE(time ?? Number.NaN, at);
  for (const length of lengths) at = bytes.writeInt32LE(length, at);
  for (const total of totals) at = bytes.writeUInt32LE(Math.min(total, MAX_COUNT), at);
  for (const chunk of chunks) at += chunk.copy(bytes, at);
  return new Stored(shared, place);
}

function sum(chunks: readonly Buffer[]): number {
  let total = 0;
  for (const chunk of chunks) total += chunk.length;
  return total;
}

function headLength(head: Buffer | null, before: Buffer | null): number {
  if (head === before) return SAME;
  return head === null ? ABSENT : head.length;
}

function textPart(text: string | null | undefined): Buffer | typeof ABSENT | typeof SAME {
  if (text === undefined) return SAME;
  return text === null ? ABSENT : Buffer.from(text, 'latin1');
}

function extrasOf(record: ExchangeRecord): Extras {
  const { interim, requestTrailers, responseTrailers, problems, fixes, changes, followed, asked } = record;
  const extras = { interim, requestTrailers, responseTrailers, problems, fixes, changes, followed, asked };
  const present = Object.entries(extras).filter(([, value]) => value !== undefined);
  return present.length === 0 ? NO_EXTRAS : Object.fromEntries(present);
}
