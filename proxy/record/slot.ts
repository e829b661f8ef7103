import type { Witness } from '../../shared/trace/witness.ts';
import type { Event } from '../../shared/wire/events.ts';
import { asciiBytes, type JsonBytes } from './json-bytes.ts';
import type { Recording } from './recording.ts';
import type { Stored } from './stored.ts';

export type Item = Recording | Stored;

/** A slot of the log: an exchange, which says itself which slot is its newest; a browser's account; another event. */
export type Slot = Item | { readonly witness: Witness } | { readonly event: Event } | Forgotten;

/** What fell out of memory. */
export interface Forgotten {
  readonly forgotten: readonly number[];
  readonly witnesses: readonly string[];
}

/** A stretch of the stream, as NDJSON in UTF-8. `last` is the sequence number to ask after next. */
export interface Batch {
  readonly bytes: Buffer;
  readonly last: number;
}

export function eventOf(slot: Slot): Event {
  if ('number' in slot) return { type: 'exchange', exchange: slot.toRecord() };
  if ('event' in slot) return slot.event;
  if ('forgotten' in slot) return { type: 'forgotten', ids: [...slot.forgotten.map(idOf), ...slot.witnesses] };
  return { type: 'witness', witness: slot.witness };
}

const SEQ = asciiBytes('{"seq":');
const EXCHANGE = asciiBytes(',"type":"exchange","exchange":');
const END_OF_LINE = asciiBytes('}\n');

/** One line of the stream; exchanges, which are nearly all of it, without an object in between. */
export function writeSlot(json: JsonBytes, seq: number, slot: Slot): void {
  if (!('number' in slot)) {
    json.raw(`${JSON.stringify({ seq, ...eventOf(slot) })}\n`);
    return;
  }
  json.ready(SEQ);
  json.number(seq);
  json.ready(EXCHANGE);
  slot.writeJson(json);
  json.ready(END_OF_LINE);
}

export function idOf(number: number): string {
  return `e${number}`;
}

export function numberOf(id: string): number {
  return Number(id.slice(1));
}
