import type { Event, SequencedEvent } from '../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import { ByteRing } from './byte-ring.ts';
import { Recording, type Via } from './recording.ts';
import { type Stored, storeRecord, storeRecording } from './stored.ts';

/** Bytes that a stored exchange's objects weigh beside its bytes in the ring. */
const ITEM_WEIGHT = 512;
const COMPACT_AFTER = 1024;
/** News of forgotten exchanges that is kept for viewers who come back; one who missed more starts over. */
const MAX_FORGOTTEN = 256;

type Item = Recording | Stored;

/** A slot of the log: a live event, or a number of an exchange (its newest state is looked up when it is read). */
type Slot = { readonly event: Event } | { readonly number: number } | { readonly forgotten: readonly number[] };

/** A stretch of the stream, as NDJSON text. `last` is the sequence number to ask after next. */
export interface Batch {
  readonly text: string;
  readonly last: number;
}

/** What a session file must keep of the log. */
export interface LogSink {
  exchange(record: ExchangeRecord, bodies: { request: Buffer; response: Buffer }): void;
  event(event: Event): void;
  /** Everything given so far must be safe before this returns: the ring is about to forget some of it. */
  flush(): void;
}

/**
 * The session's log: one sequence of events that viewers, the API and the session file all read from. Exchanges are kept
 * once, in their newest state; a reader asks for what came after the last number it saw, so a slow reader costs nothing.
 */
export class EventLog {
  private readonly ring: ByteRing;
  private readonly items = new Map<number, Item>();
  private readonly open = new Set<Recording>();
  /** Sequence number of the newest slot of an exchange: older slots of it are dead. */
  private readonly newest = new Map<number, number>();
  /** The same for the other events: of each type only the newest says something. */
  private readonly newestOfType = new Map<string, number>();
  private seqs: number[] = [];
  private slots: Slot[] = [];
  private dead = 0;
  private forgottenSlots = 0;
  /** A viewer that saw nothing after this number has missed news that is gone. */
  private lostUpTo = 0;
  private lastSeq = 0;
  private lastNumber = 0;
  private sink: LogSink | null = null;

  constructor(memoryBytes: number) {
    this.ring = new ByteRing(memoryBytes, ITEM_WEIGHT, items => this.forget(items));
  }

  get size(): number {
    return this.items.size;
  }

  keepIn(sink: LogSink): void {
    this.sink = sink;
  }

  begin(via: Via, received: Buffer): Recording {
    this.lastNumber += 1;
    const recording = new Recording(this.lastNumber, via, received);
    this.items.set(recording.number, recording);
    this.open.add(recording);
    return recording;
  }

  /** The recording's outcome is final: its bytes go into the ring. */
  finish(recording: Recording): void {
    if (!this.open.delete(recording)) return;
    this.store(storeRecording(recording, this.ring));
  }

  restore(record: ExchangeRecord, bodies: { request: Buffer; response: Buffer }): void {
    const stored = storeRecord(record, bodies, this.ring);
    this.lastNumber = Math.max(this.lastNumber, stored.number);
    this.items.set(stored.number, stored);
    this.announce(stored.number);
  }

  append(event: Event): void {
    this.tell(event);
    this.sink?.event(event);
  }

  /** News for those who watch; not kept in the session file. */
  announceViewers(count: number): void {
    this.tell({ type: 'viewers', count });
  }

  /** Forgets every exchange, also those still under way; fixes stay. */
  clear(): void {
    this.items.clear();
    this.open.clear();
    this.newest.clear();
    this.ring.clear();
    this.compact();
    this.append({ type: 'cleared' });
  }

  record(id: string): ExchangeRecord | null {
    return this.items.get(numberOf(id))?.toRecord() ?? null;
  }

  /** The captured bytes; null where the exchange is not (or no longer) known. */
  body(id: string, side: 'request' | 'response'): Buffer | null {
    return this.items.get(numberOf(id))?.body(side) ?? null;
  }

  /** What came after sequence number `after`, at most about `maxChars` of text. */
  read(after: number, maxChars: number): Batch {
    let text = '';
    let last = after;
    for (const event of this.events(after)) {
      text += `${JSON.stringify(event)}\n`;
      last = event.seq;
      if (text.length >= maxChars) break;
    }
    return { text, last };
  }

  /** The same as values. Who has missed news that is gone (see MAX_FORGOTTEN) starts over. */
  *events(after: number): Generator<SequencedEvent> {
    this.announceOpen();
    if (after < this.lostUpTo) yield { seq: 0, type: 'cleared' };
    const from = after < this.lostUpTo ? 0 : after;
    for (let index = this.firstAfter(from); index < this.slots.length; index += 1) {
      const event = this.eventAt(index);
      if (event !== null) yield event;
    }
  }

  private store(stored: Stored): void {
    this.items.set(stored.number, stored);
    this.announce(stored.number);
    this.sink?.exchange(stored.toRecord(), { request: stored.body('request'), response: stored.body('response') });
  }

  /** Open exchanges are announced when somebody reads, not when they change: most end before that. */
  private announceOpen(): void {
    for (const recording of this.open) {
      if (!recording.changed) continue;
      recording.changed = false;
      this.announce(recording.number);
    }
  }

  private announce(number: number): void {
    if (this.newest.has(number)) this.dead += 1;
    this.push({ number });
    this.newest.set(number, this.lastSeq);
  }

  private tell(event: Event): void {
    if (this.newestOfType.has(event.type)) this.dead += 1;
    this.push({ event });
    this.newestOfType.set(event.type, this.lastSeq);
  }

  private push(slot: Slot): void {
    this.lastSeq += 1;
    this.seqs.push(this.lastSeq);
    this.slots.push(slot);
    if (this.dead > COMPACT_AFTER && this.dead > this.slots.length / 2) this.compact();
  }

  private forget(numbers: readonly number[]): void {
    this.sink?.flush();
    const known = numbers.filter(number => this.items.get(number) !== undefined);
    for (const number of known) {
      this.items.delete(number);
      if (this.newest.delete(number)) this.dead += 1;
    }
    this.push({ forgotten: known });
    this.forgottenSlots += 1;
    if (this.forgottenSlots > MAX_FORGOTTEN) this.dropForgotten();
  }

  private dropForgotten(): void {
    const index = this.slots.findIndex(slot => 'forgotten' in slot);
    this.lostUpTo = this.seqs[index] ?? this.lostUpTo;
    this.slots.splice(index, 1);
    this.seqs.splice(index, 1);
    this.forgottenSlots -= 1;
  }

  private isLive(index: number): boolean {
    const slot = this.slots[index];
    const seq = this.seqs[index];
    if (slot === undefined || seq === undefined) return false;
    if ('number' in slot) return this.newest.get(slot.number) === seq;
    return 'forgotten' in slot || this.newestOfType.get(slot.event.type) === seq;
  }

  private eventAt(index: number): SequencedEvent | null {
    const slot = this.slots[index];
    const seq = this.seqs[index];
    if (slot === undefined || seq === undefined || !this.isLive(index)) return null;
    if ('forgotten' in slot) return { seq, type: 'forgotten', ids: slot.forgotten.map(idOf) };
    if ('event' in slot) return { seq, ...slot.event };
    const item = this.items.get(slot.number);
    return item ? { seq, type: 'exchange', exchange: item.toRecord() } : null;
  }

  /** Drops the slots of states that a newer one replaced. */
  private compact(): void {
    const keep = this.slots.map((_, index) => this.isLive(index));
    this.seqs = this.seqs.filter((_, index) => keep[index]);
    this.slots = this.slots.filter((_, index) => keep[index]);
    this.dead = 0;
  }

  /** Index of the first slot with a sequence number over `after`: the numbers rise, so halves are enough. */
  private firstAfter(after: number): number {
    let low = 0;
    let high = this.seqs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.seqs[middle] ?? 0) > after) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function idOf(number: number): string {
  return `e${number}`;
}

function numberOf(id: string): number {
  return Number(id.slice(1));
}
