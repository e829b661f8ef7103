import { ChunkedReader } from './chunked-reader.ts';
import { type BodyFraming, RAW } from './framing.ts';
import { firstOfLine, headEnd } from './head-end.ts';

const NOTHING = Buffer.alloc(0);

/** What a reader tells while bytes pass. Ranges are positions in the chunk that was read. */
export interface MessageEvents {
  /** A whole head, its empty line included. Answers how the body is framed; `interim` when another head follows (1xx). */
  head(bytes: Buffer): BodyFraming | 'interim';
  /** Body bytes as they stand on the wire, chunk framing included: to be passed on. */
  body(chunk: Buffer, from: number, to: number): void;
  /** Payload bytes, chunk framing left out: to be recorded. */
  payload(chunk: Buffer, from: number, to: number): void;
  /** The message is complete. */
  end(trailers: string): void;
  /** Whether a message of this direction can begin with that byte. */
  canBegin(byte: number): boolean;
  /** The bytes cannot be HTTP: from here on they are just passed. */
  notHttp(): void;
  /** A head longer than the limit. */
  tooLarge(): void;
  brokenChunk(): void;
}

type State = 'head' | 'length' | 'chunked' | 'until-close' | 'raw' | 'held';

/**
 * Reads along one direction of a connection: finds heads, follows bodies, finds their ends. After a message's end it is
 * `held`, and gives back what it did not read, until `next` says that another message may begin.
 */
export class MessageReader {
  private state: State = 'head';
  private partial: Buffer = NOTHING;
  private left = 0;
  private chunked: ChunkedReader | null = null;
  private readonly events: MessageEvents;
  private readonly maxHead: number;

  constructor(events: MessageEvents, maxHead: number) {
    this.events = events;
    this.maxHead = maxHead;
  }

  /** True between messages, with no byte of the next one seen. */
  get idle(): boolean {
    return (this.state === 'head' || this.state === 'held') && this.partial.length === 0;
  }

  get untilClose(): boolean {
    return this.state === 'until-close' || this.state === 'raw';
  }

  /** Reads a chunk; returns the position of the first byte not read (the chunk's length unless it became held). */
  read(chunk: Buffer): number {
    let position = 0;
    while (position < chunk.length && this.state !== 'held') position = this.step(chunk, position);
    return position;
  }

  /** Lets the next message begin. */
  next(): void {
    if (this.state === 'held') this.state = 'head';
  }

  /** What is read next comes from another connection. */
  restart(): void {
    this.state = 'head';
    this.partial = NOTHING;
    this.chunked = null;
  }

  /** From now on bytes are just passed (an upgrade, a tunnel, a message that cannot be framed). */
  becomeRaw(): void {
    this.state = 'raw';
  }

  /** The connection ended: completes a message that is framed by that. */
  close(): void {
    if (this.state !== 'until-close') return;
    this.finish('');
  }

  /** The beginning of a head that will never be whole, for the connection ended. */
  takePartial(): Buffer {
    const bytes = this.partial;
    this.partial = NOTHING;
    return bytes;
  }

  private step(chunk: Buffer, at: number): number {
    switch (this.state) {
      case 'head':
        return this.readHead(chunk, at);
      case 'length':
        return this.readLength(chunk, at);
      case 'chunked':
        return this.readChunked(chunk, at);
      case 'until-close':
      case 'raw':
        this.events.body(chunk, at, chunk.length);
        this.events.payload(chunk, at, chunk.length);
        return chunk.length;
      case 'held':
        return at;
    }
  }

  private readHead(chunk: Buffer, at: number): number {
    const before = this.partial.length;
    const seen = before === 0 ? chunk : Buffer.concat([this.partial, chunk.subarray(at)]);
    const from = before === 0 ? at : 0;
    if (!this.mayBegin(seen, from)) {
      this.giveUp();
      return at;
    }
    const end = headEnd(seen, from, Math.max(from, before - 3));
    if (end === -1 || end - from > this.maxHead) {
      if (end !== -1 || seen.length - from > this.maxHead) {
        this.state = 'held';
        this.partial = NOTHING;
        this.events.tooLarge();
        return chunk.length;
      }
      this.partial = seen.subarray(from);
      return chunk.length;
    }
    this.partial = NOTHING;
    this.begin(this.events.head(seen.subarray(from, end)));
    return at + (end - from) - before;
  }

  private mayBegin(seen: Buffer, from: number): boolean {
    const first = seen[firstOfLine(seen, from)];
    return first === undefined || this.events.canBegin(first);
  }

  private giveUp(): void {
    const before = this.takePartial();
    this.state = 'raw';
    this.events.notHttp();
    this.events.body(before, 0, before.length);
    this.events.payload(before, 0, before.length);
  }

  private begin(framing: BodyFraming | 'interim'): void {
    if (framing === 'interim') return;
    switch (framing.kind) {
      case 'none':
        this.finish('');
        return;
      case 'length':
        this.left = framing.bytes;
        this.state = 'length';
        return;
      case 'chunked':
        this.chunked = new ChunkedReader(this.events);
        this.state = 'chunked';
        return;
      case 'until-close':
      case 'raw':
        this.state = framing.kind;
    }
  }

  private readLength(chunk: Buffer, at: number): number {
    const to = Math.min(chunk.length, at + this.left);
    this.left -= to - at;
    this.events.body(chunk, at, to);
    this.events.payload(chunk, at, to);
    if (this.left === 0) this.finish('');
    return to;
  }

  private readChunked(chunk: Buffer, at: number): number {
    const reader = this.chunked;
    if (reader === null) return chunk.length;
    const to = reader.read(chunk, at);
    this.events.body(chunk, at, to);
    if (reader.broken) {
      this.begin(RAW);
      this.events.brokenChunk();
    } else if (reader.done) this.finish(reader.trailers);
    return to;
  }

  private finish(trailers: string): void {
    this.chunked = null;
    this.state = 'held';
    this.events.end(trailers);
  }
}
