import type { Asked } from '../../shared/trace/asked.ts';
import type { Outcome, SyntaxProblem, UpstreamAddress } from '../../shared/trace/exchange.ts';
import type { OwnChange } from '../../shared/trace/own-change.ts';
import type { ExchangeRecord, HopRecord } from '../../shared/wire/exchange-record.ts';
import { errorStartOf } from './error-start.ts';
import type { JsonBytes } from './json-bytes.ts';

/** What of a body is kept: the first bytes, as the chunks that held them. */
export interface BodyCapture {
  bytes: number;
  kept: number;
  readonly chunks: Buffer[];
}

/** What the exchanges of one connection share; one object for all of them. */
export interface Via {
  readonly tap: string;
  readonly kind: 'http' | 'tunnel';
  readonly connection: number;
  readonly scheme: 'http' | 'https';
  readonly authority: string;
}

/** Rare parts of an exchange; one shared empty object where there are none. */
export interface Extras {
  readonly interim?: readonly string[];
  readonly requestTrailers?: string;
  readonly responseTrailers?: string;
  readonly problems?: readonly SyntaxProblem[];
  readonly fixes?: readonly string[];
  readonly changes?: readonly OwnChange[];
  readonly followed?: readonly HopRecord[];
  readonly asked?: Asked;
}

const OPEN: Outcome = { kind: 'open' };
export const NOT_YET = -1;
export const NO_EXTRAS: Extras = {};
const EMPTY = Buffer.alloc(0);

/**
 * An exchange while it runs: bytes as they were read, kept by reference, no text made of them. A head that passed
 * unchanged is the same Buffer on both sides. Times are milliseconds of `performance.now()`'s clock.
 */
export class Recording {
  readonly number: number;
  readonly via: Via;
  readonly startedAt: number;
  upstream: UpstreamAddress | null = null;
  forwardedAt = NOT_YET;
  returnedAt = NOT_YET;
  deliveredAt = NOT_YET;
  endedAt = NOT_YET;
  readonly received: Buffer;
  forwarded: Buffer | null = null;
  returned: Buffer | null = null;
  delivered: Buffer | null = null;
  readonly requestBody: BodyCapture = { bytes: 0, kept: 0, chunks: [] };
  readonly responseBody: BodyCapture = { bytes: 0, kept: 0, chunks: [] };
  outcome: Outcome = OPEN;
  extras: Extras = NO_EXTRAS;
  /** Something changed since viewers last heard of it. */
  changed = true;
  /** The number under which viewers last heard of it, 0 before that. */
  seq = 0;
  /** Its place among the open ones: see OpenRecordings. */
  openAt = -1;

  constructor(number: number, via: Via, received: Buffer) {
    this.number = number;
    this.via = via;
    this.received = received;
    this.startedAt = performance.now();
  }

  /** Adds rare parts; what is there already stays. */
  add(extras: Extras): void {
    this.extras = { ...this.extras, ...extras };
  }

  addProblems(problems: readonly SyntaxProblem[]): void {
    if (problems.length > 0) this.add({ problems: [...new Set([...(this.extras.problems ?? []), ...problems])] });
  }

  /** What fixes, and corscope for their sake, did to a head. */
  addChanges(ids: readonly string[], changes: readonly OwnChange[]): void {
    if (ids.length > 0) this.add({ fixes: [...new Set([...(this.extras.fixes ?? []), ...ids])] });
    if (changes.length > 0) this.add({ changes: [...(this.extras.changes ?? []), ...changes] });
  }

  toRecord(): ExchangeRecord {
    const errorStart = text(errorStartOf(this.returned, this.responseBody));
    return {
      id: `e${this.number}`,
      ...this.via,
      upstream: this.upstream,
      startedAt: epoch(this.startedAt),
      timings: {
        forwarded: since(this.startedAt, this.forwardedAt),
        returned: since(this.startedAt, this.returnedAt),
        delivered: since(this.startedAt, this.deliveredAt),
        ended: since(this.startedAt, this.endedAt),
      },
      received: text(this.received),
      ...(this.forwarded === this.received ? {} : { forwarded: textOrNull(this.forwarded) }),
      returned: textOrNull(this.returned),
      ...(this.delivered === this.returned ? {} : { delivered: textOrNull(this.delivered) }),
      requestBody: { bytes: this.requestBody.bytes, kept: this.requestBody.kept },
      responseBody: { bytes: this.responseBody.bytes, kept: this.responseBody.kept },
      ...(errorStart === '' ? {} : { errorStart }),
      outcome: this.outcome,
      ...this.extras,
    };
  }

  writeJson(json: JsonBytes): void {
    json.raw(JSON.stringify(this.toRecord()));
  }

  body(side: 'request' | 'response'): Buffer {
    const { chunks } = side === 'request' ? this.requestBody : this.responseBody;
    return chunks.length === 0 ? EMPTY : Buffer.concat(chunks);
  }
}

/** Keeps the part of `chunk` that still fits under the cap, by reference. */
export function capture(body: BodyCapture, chunk: Buffer, from: number, to: number, cap: number): void {
  body.bytes += to - from;
  if (body.kept >= cap) return;
  const end = Math.min(to, from + cap - body.kept);
  if (end === from) return;
  body.kept += end - from;
  body.chunks.push(from === 0 && end === chunk.length ? chunk : chunk.subarray(from, end));
}

/** Milliseconds from `start` to `at`, NaN where `at` was not reached. */
export function elapsed(start: number, at: number): number {
  return at === NOT_YET ? Number.NaN : round(at - start);
}

function since(start: number, at: number): number | null {
  return at === NOT_YET ? null : elapsed(start, at);
}

/** That moment of this process's clock, as milliseconds since the epoch. */
export function epoch(at: number): number {
  return round(performance.timeOrigin + at);
}

/** Microseconds are enough, and short in JSON. */
function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

function text(bytes: Buffer): string {
  return bytes.toString('latin1');
}

function textOrNull(bytes: Buffer | null): string | null {
  return bytes === null ? null : text(bytes);
}
