import type { Witness } from '../../shared/trace/witness.ts';
import type { Event, Reported, SequencedEvent } from '../../shared/wire/events.ts';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import { ByteRing } from './byte-ring.ts';
import { JsonBytes } from './json-bytes.ts';
import type { Bodies, LogSink } from './log-sink.ts';
import { OpenRecordings } from './open-recordings.ts';
import { ProbeShelf } from './probe-shelf.ts';
import { Recording, type Via } from './recording.ts';
import { type Numbered, Sequence } from './sequence.ts';
import { type Batch, eventOf, type Forgotten, type Item, idOf, numberOf, type Slot, writeSlot } from './slot.ts';
import { storeRecord, storeRecording } from './store-exchange.ts';
import { Stored } from './stored.ts';
import { WitnessShelf } from './witness-shelf.ts';

/** Bytes that a stored exchange's objects weigh beside its bytes in the ring. */
const ITEM_WEIGHT = 512;
/** News of forgotten exchanges that is kept at least for viewers who come back; one who missed more starts over. */
const MIN_FORGOTTEN = 256;

/**
 * The session's log: one sequence of events that viewers, the API and the session file all read from. Exchanges are kept
 * once, in their newest state; a reader asks for what came after the last number it saw, so a slow reader costs nothing.
 */
export class EventLog {
  private readonly ring: ByteRing;
  /** More than the ring has blocks: then every exchange that it holds was told after the news that is dropped. */
  private readonly maxForgotten: number;
  private readonly items = new Map<number, Item>();
  private readonly open = new OpenRecordings();
  /** Of the other events only the newest of each type says something: its number. */
  private readonly newestOfType = new Map<string, number>();
  private readonly witnesses = new WitnessShelf();
  private readonly sequence = new Sequence<Slot>();
  /** What probes brought home: kept until the session is cleared. */
  readonly probes = new ProbeShelf(this.sequence, event => this.sink?.event(event));
  private readonly json = new JsonBytes();
  /** Numbers of the news of forgotten exchanges, oldest first. */
  private readonly forgottenNews: number[] = [];
  /** A viewer that saw nothing after this number has missed news that is gone. */
  private lostUpTo = 0;
  private lastNumber = 0;
  private sink: LogSink | null = null;
  /** Is told the sequence numbers of exchanges that fall out of memory. */
  forgetting: (seqs: readonly number[]) => void = () => undefined;
  /** How many watch. */
  viewers = 0;

  constructor(memoryBytes: number) {
    this.ring = new ByteRing(memoryBytes, ITEM_WEIGHT, items => this.forget(items));
    this.maxForgotten = Math.max(MIN_FORGOTTEN, this.ring.maxBlocks + 1);
  }

  get size(): number {
    return this.items.size;
  }

  /** The newest sequence number. */
  get last(): number {
    return this.sequence.last;
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
    if (!this.open.remove(recording)) return;
    const stored = storeRecording(recording, this.ring);
    this.replace(stored);
    this.save(stored);
  }

  restore(record: ExchangeRecord, bodies: Bodies): void {
    const stored = storeRecord(record, bodies, this.ring);
    this.lastNumber = Math.max(this.lastNumber, stored.number);
    this.replace(stored);
  }

  /** Takes in what was recorded elsewhere, under an id of this session's own, which it returns. */
  adopt(record: ExchangeRecord, bodies: Bodies, reported?: Reported): string {
    this.lastNumber += 1;
    const stored = storeRecord({ ...record, id: idOf(this.lastNumber) }, bodies, this.ring);
    this.replace(stored);
    // what goes on elsewhere is reported again: the file gets it once it has ended, as it gets this corscope's own
    if (reported === undefined || record.outcome.kind !== 'open') this.save(stored, reported);
    return idOf(stored.number);
  }

  /** A later state of what was adopted under the record's id; of no effect where that is forgotten. */
  update(record: ExchangeRecord, bodies: Bodies, reported: Reported): void {
    if (!this.items.has(numberOf(record.id))) return;
    this.ring.release(numberOf(record.id));
    const stored = storeRecord(record, bodies, this.ring);
    this.replace(stored);
    if (record.outcome.kind !== 'open') this.save(stored, reported);
  }

  newWitnessId(): string {
    return this.witnesses.newId();
  }

  /** Adds a browser's account, or replaces the earlier one with the same id. */
  addWitness(witness: Witness): void {
    this.restoreWitness(witness);
    this.sink?.event({ type: 'witness', witness });
  }

  restoreWitness(witness: Witness): void {
    const before = this.witnesses.put(witness, this.sequence.push({ witness }));
    if (before !== null) this.sequence.drop(before);
    const surplus = this.witnesses.overflow();
    if (surplus.length > 0) this.tellForgotten({ forgotten: [], witnesses: surplus });
  }

  append(event: Event): void {
    this.tell(event);
    this.sink?.event(event);
  }

  /** News for those who watch; not kept in the session file. */
  announceViewers(count: number): void {
    this.viewers = count;
    this.tell({ type: 'viewers', count });
  }

  /** Forgets every exchange, also those still under way; fixes stay. */
  clear(): void {
    for (const item of this.items.values()) this.retire(item);
    for (const seq of this.witnesses.clear()) this.sequence.drop(seq);
    this.probes.clear();
    this.items.clear();
    this.open.clear();
    this.ring.clear();
    this.append({ type: 'cleared' });
  }

  record(id: string): ExchangeRecord | null {
    return this.items.get(numberOf(id))?.toRecord() ?? null;
  }

  /** The captured bytes; null where the exchange is not (or no longer) known. */
  body(id: string, side: 'request' | 'response'): Buffer | null {
    return this.items.get(numberOf(id))?.body(side) ?? null;
  }

  /** What came after sequence number `after`, at most about `maxBytes` of it. */
  read(after: number, maxBytes: number): Batch {
    let last = after;
    for (const { seq, slot } of this.stretch(after)) {
      writeSlot(this.json, seq, slot);
      last = seq;
      // who starts over must come past what is lost in one go, or would start over again
      if (this.json.length >= maxBytes && last >= this.lostUpTo) break;
    }
    return { bytes: this.json.take(), last };
  }

  /** Nobody reads this batch's bytes any more: the next one may be written over them. */
  giveBack({ bytes }: Batch): void {
    this.json.giveBack(bytes);
  }

  /** The same as values. Who has missed news that is gone (see maxForgotten) starts over. */
  *events(after: number): Generator<SequencedEvent> {
    for (const { seq, slot } of this.stretch(after)) yield { seq, ...eventOf(slot) };
  }

  private *stretch(after: number): Generator<Numbered<Slot>> {
    this.announceOpen();
    const startsOver = after < this.lostUpTo;
    if (startsOver) yield { seq: 0, slot: { event: { type: 'cleared' } } };
    yield* this.sequence.after(startsOver ? 0 : after);
  }

  private replace(stored: Stored): void {
    const before = this.items.get(stored.number);
    if (before !== undefined) this.retire(before);
    this.items.set(stored.number, stored);
    this.announce(stored);
  }

  private save(stored: Stored, reported?: Reported): void {
    this.sink?.exchange(stored.toRecord(), stored.bodies(), reported);
  }

  /** Open exchanges are announced when somebody reads, not when they change: most end before that. */
  private announceOpen(): void {
    for (const recording of this.open) {
      if (!recording.changed) continue;
      recording.changed = false;
      this.announce(recording);
    }
  }

  private announce(item: Item): void {
    this.retire(item);
    item.seq = this.sequence.push(item);
  }

  /** The state of an exchange that viewers know is no longer its newest. */
  private retire(item: Item): void {
    if (item.seq === 0) return;
    this.sequence.drop(item.seq);
    item.seq = 0;
  }

  private tell(event: Event): void {
    const before = this.newestOfType.get(event.type);
    if (before !== undefined) this.sequence.drop(before);
    this.newestOfType.set(event.type, this.sequence.push({ event }));
  }

  private forget(numbers: readonly number[]): void {
    this.sink?.flush();
    const known: number[] = [];
    const seqs: number[] = [];
    let began = Number.NEGATIVE_INFINITY;
    for (const number of numbers) {
      const item = this.items.get(number);
      if (item === undefined) continue;
      known.push(number);
      seqs.push(item.seq);
      if (item instanceof Stored) began = Math.max(began, item.beganAt);
      this.retire(item);
      this.items.delete(number);
    }
    this.forgetting(seqs);
    this.tellForgotten({ forgotten: known, witnesses: this.witnesses.upTo(began) });
  }

  private tellForgotten(slot: Forgotten): void {
    for (const seq of this.witnesses.remove(slot.witnesses)) this.sequence.drop(seq);
    this.forgottenNews.push(this.sequence.push(slot));
    if (this.forgottenNews.length <= this.maxForgotten) return;
    this.lostUpTo = this.forgottenNews.shift() ?? this.lostUpTo;
    this.sequence.drop(this.lostUpTo);
  }
}
