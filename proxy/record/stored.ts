import type { Outcome, UpstreamAddress } from '../../shared/trace/exchange.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import type { Place } from './byte-ring.ts';
import type { JsonBytes } from './json-bytes.ts';
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
  private readonly place: Place;

  constructor({ number, via, upstream, outcome, extras }: Shared, place: Place) {
    this.number = number;
    this.via = via;
    this.upstream = upstream;
    this.outcome = outcome;
    this.extras = extras;
    this.place = place;
  }

  toRecord(): ExchangeRecord {
    const time = (index: number) => nullIfNaN(this.place.block.bytes.readDoubleLE(this.place.offset + index * 8));
    const forwarded = this.head(1);
    const delivered = this.head(3);
    const errorStart = this.head(ERROR_START);
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
      ...(errorStart ? { errorStart } : {}),
      outcome: this.outcome,
      ...this.extras,
    };
  }

  /** The same as `toRecord`, as JSON. */
  writeJson(json: JsonBytes): void {
    const { offset, block } = this.place;
    const time = (index: number) => block.bytes.readDoubleLE(offset + index * 8);
    // NaN becomes null, as JSON has it
    const timings = `{"forwarded":${jsonTime(time(1))},"returned":${jsonTime(time(2))},"delivered":${jsonTime(time(3))},"ended":${jsonTime(time(4))}}`;
    const from = `"upstream":${jsonOf(this.upstream)},"startedAt":${time(0)},"timings":${timings}`;
    json.ascii(`{"id":"e${this.number}",${membersOf(this.via)},${from},"received":`);
    this.writeHead(json, 0, '');
    this.writeHead(json, 1, ',"forwarded":');
    this.writeHead(json, 2, ',"returned":');
    this.writeHead(json, 3, ',"delivered":');
    const bodies = `"requestBody":${this.jsonBody(REQUEST_BYTES, 4)},"responseBody":${this.jsonBody(RESPONSE_BYTES, 5)}`;
    json.ascii(`,${bodies}`);
    if (this.length(ERROR_START) > 0) this.writeHead(json, ERROR_START, ',"errorStart":');
    const extras = this.extras === NO_EXTRAS ? '' : `,${membersOf(this.extras)}`;
    json.ascii(`,"outcome":${jsonOf(this.outcome)}${extras}}`);
  }

  private writeHead(json: JsonBytes, part: number, member: string): void {
    const length = this.length(part);
    if (length === SAME && part !== 2) return;
    json.ascii(length < 0 ? `${member}null` : member);
    if (length >= 0) json.string(this.place.block.bytes, ...this.range(part));
  }

  private jsonBody(total: number, part: number): string {
    return `{"bytes":${this.length(total)},"kept":${Math.max(0, this.length(part))}}`;
  }

  /** Milliseconds since the epoch. */
  get beganAt(): number {
    return this.place.block.bytes.readDoubleLE(this.place.offset);
  }

  bodies(): Bodies {
    return { request: this.body('request'), response: this.body('response') };
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

function nullIfNaN(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function jsonTime(value: number): string {
  return Number.isNaN(value) ? 'null' : String(value);
}

const NOT_ASCII = /[\u0080-\uffff]/g;

/** Objects that many exchanges share become JSON once, of ASCII alone. */
const JSON_OF = new WeakMap<object, string>();

function jsonOf(value: object | null): string {
  if (value === null) return 'null';
  const known = JSON_OF.get(value);
  if (known !== undefined) return known;
  const json = JSON.stringify(value).replace(
    NOT_ASCII,
    char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  JSON_OF.set(value, json);
  return json;
}

/** An object's members as JSON, without its braces. */
function membersOf(value: object): string {
  return jsonOf(value).slice(1, -1);
}
