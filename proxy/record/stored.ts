import type { Outcome, UpstreamAddress } from '../../shared/trace/exchange.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import type { Block, Place } from './byte-ring.ts';
import { asciiBytes, type JsonBytes } from './json-bytes.ts';
import type { Bodies } from './log-sink.ts';
import { type Extras, NO_EXTRAS, type Via } from './recording.ts';
import {
  ABSENT,
  ERROR_START,
  PARTS,
  PREFIX_BYTES,
  REQUEST_BYTES,
  RESPONSE_BYTES,
  SAME,
  TIMES,
} from './stored-layout.ts';

/** What an exchange in the ring needs beside its bytes. */
export interface Shared {
  readonly number: number;
  readonly via: Via;
  readonly upstream: UpstreamAddress | null;
  readonly outcome: Outcome;
  readonly extras: Extras;
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
  /** The number under which viewers hear of it; 0 once it is forgotten. */
  seq = 0;
  private readonly extras: Extras;
  private readonly block: Block;
  private readonly offset: number;

  constructor({ number, via, upstream, outcome, extras }: Shared, { block, offset }: Place) {
    this.number = number;
    this.via = via;
    this.upstream = upstream;
    this.outcome = outcome.kind === 'answered' ? ANSWERED : outcome;
    this.extras = extras;
    this.block = block;
    this.offset = offset;
  }

  toRecord(): ExchangeRecord {
    const time = (index: number) => nullIfNaN(this.time(index));
    const forwarded = this.head(1);
    const delivered = this.head(3);
    const errorStart = this.head(ERROR_START);
    return {
      id: `e${this.number}`,
      ...this.via,
      upstream: this.upstream,
      startedAt: this.beganAt,
      timings: { forwarded: time(1), returned: time(2), delivered: time(3), ended: time(4) },
      received: this.head(0) ?? '',
      ...(forwarded === undefined ? {} : { forwarded }),
      returned: this.head(2) ?? null,
      ...(delivered === undefined ? {} : { delivered }),
      requestBody: { bytes: this.length(REQUEST_BYTES), kept: Math.max(0, this.length(4)) },
      responseBody: { bytes: this.length(RESPONSE_BYTES), kept: Math.max(0, this.length(5)) },
      ...(errorStart ? { errorStart } : {}),
      outcome: this.outcome,
      ...this.extras,
    };
  }

  /** The same as `toRecord`, as JSON. */
  writeJson(json: JsonBytes): void {
    json.ready(JSON_OF.id);
    json.number(this.number);
    json.ready(JSON_OF.via);
    json.ready(membersOf(this.via));
    this.writeUpstream(json);
    for (let index = 0; index < TIMES; index += 1) {
      json.ready(JSON_OF.times[index] ?? NOTHING);
      json.number(this.time(index));
    }
    json.ready(JSON_OF.end);
    this.writeHead(json, 0, JSON_OF.received);
    this.writeHead(json, 1, JSON_OF.forwarded);
    this.writeHead(json, 2, JSON_OF.returned);
    this.writeHead(json, 3, JSON_OF.delivered);
    this.writeBody(json, JSON_OF.requestBody, REQUEST_BYTES, 4);
    this.writeBody(json, JSON_OF.responseBody, RESPONSE_BYTES, 5);
    if (this.length(ERROR_START) > 0) this.writeHead(json, ERROR_START, JSON_OF.errorStart);
    if (this.outcome === ANSWERED) json.ready(JSON_OF.answered);
    else json.raw(`,"outcome":${JSON.stringify(this.outcome)}`);
    if (this.extras !== NO_EXTRAS) json.raw(`,${JSON.stringify(this.extras).slice(1, -1)}`);
    json.ready(JSON_OF.end);
  }

  private writeUpstream(json: JsonBytes): void {
    if (this.upstream === null) {
      json.ready(JSON_OF.noUpstream);
      return;
    }
    json.ready(JSON_OF.upstream);
    json.ready(membersOf(this.upstream));
    json.ready(JSON_OF.end);
  }

  private writeHead(json: JsonBytes, part: number, member: Uint8Array): void {
    const length = this.length(part);
    if (length === SAME) return;
    json.ready(member);
    if (length === ABSENT) json.ready(JSON_OF.nothing);
    else json.string(this.block.bytes, this.start(part), this.start(part) + length);
  }

  private writeBody(json: JsonBytes, member: Uint8Array, total: number, part: number): void {
    json.ready(member);
    json.number(this.length(total));
    json.ready(JSON_OF.kept);
    json.number(Math.max(0, this.length(part)));
    json.ready(JSON_OF.end);
  }

  /** Milliseconds since the epoch. */
  get beganAt(): number {
    return this.time(0);
  }

  bodies(): Bodies {
    return { request: this.body('request'), response: this.body('response') };
  }

  /** A copy: the ring reuses its blocks. */
  body(side: 'request' | 'response'): Buffer {
    const part = side === 'request' ? 4 : 5;
    const from = this.start(part);
    return Buffer.from(this.block.bytes.subarray(from, from + Math.max(0, this.length(part))));
  }

  /** undefined: passed on unchanged; null: never sent. */
  private head(part: number): string | null | undefined {
    const length = this.length(part);
    if (length === SAME) return undefined;
    if (length === ABSENT) return null;
    return this.block.bytes.toString('latin1', this.start(part), this.start(part) + length);
  }

  /** NaN where there is none. */
  private time(index: number): number {
    return this.block.view.getFloat64(this.offset + index * 8, true);
  }

  private length(index: number): number {
    const at = this.offset + TIMES * 8 + index * 4;
    // a body's total may be over 2 GB: it is written unsigned, the markers of heads are negative
    return index >= PARTS.length ? this.block.view.getUint32(at, true) : this.block.view.getInt32(at, true);
  }

  /** Where a part's bytes begin in the block. */
  private start(part: number): number {
    let from = this.offset + PREFIX_BYTES;
    for (let index = 0; index < part; index += 1) from += Math.max(0, this.length(index));
    return from;
  }
}

function nullIfNaN(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

/** The outcome of nearly all exchanges: one object for all of them. */
const ANSWERED: Outcome = { kind: 'answered' };
const NOTHING = new Uint8Array();

/** What stands between the values of an exchange's JSON. */
const JSON_OF = {
  id: asciiBytes('{"id":"e'),
  via: asciiBytes('",'),
  noUpstream: asciiBytes(',"upstream":null'),
  upstream: asciiBytes(',"upstream":{'),
  times: [',"startedAt":', ',"timings":{"forwarded":', ',"returned":', ',"delivered":', ',"ended":'].map(asciiBytes),
  received: asciiBytes(',"received":'),
  forwarded: asciiBytes(',"forwarded":'),
  returned: asciiBytes(',"returned":'),
  delivered: asciiBytes(',"delivered":'),
  requestBody: asciiBytes(',"requestBody":{"bytes":'),
  responseBody: asciiBytes(',"responseBody":{"bytes":'),
  kept: asciiBytes(',"kept":'),
  errorStart: asciiBytes(',"errorStart":'),
  answered: asciiBytes(',"outcome":{"kind":"answered"}'),
  nothing: asciiBytes('null'),
  end: asciiBytes('}'),
};

const MEMBERS_OF = new WeakMap<object, Uint8Array>();

/** The members of an object that a connection's exchanges share, as JSON without its braces: made once. */
function membersOf(shared: object): Uint8Array {
  const known = MEMBERS_OF.get(shared);
  if (known !== undefined) return known;
  const members = new Uint8Array(Buffer.from(JSON.stringify(shared).slice(1, -1)));
  MEMBERS_OF.set(shared, members);
  return members;
}
