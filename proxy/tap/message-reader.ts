import { ChunkedReader } from './chunked-reader.ts';
import { type BodyFraming, RAW } from './framing.ts';

const LF = 0x0a;
const CR = 0x0d;
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

  /** From now on bytes are just passed (an upgrade, a tunnel, a message that cannot be framed). */
  becomeRaw(): void {
    this.state = 'raw';
  }

  /** The connection ended: completes a message that is framed by that. */
  close(): void {
    if (this.state !== 'until-close') return;
    this.finish('');
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
    if (before === 0 && !this.mayBegin(chunk, at)) return at;
    const seen = before === 0 ? chunk : Buffer.concat([this.partial, chunk.subarray(at)]);
    const from = before === 0 ? at : 0;
    const end = headEnd(seen, from, Math.max(from, before - 3));
    if (end === -1 || end - from > this.maxHead) {
      if (end !== -1 || seen.length - from > this.maxHead) {
        this.state = 'held';
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

  private mayBegin(chunk: Buffer, at: number): boolean {
    const first = chunk[firstOfLine(chunk, at)];
    if (first === undefined || this.events.canBegin(first)) return true;
    this.state = 'raw';
    this.events.notHttp();
    return false;
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

/**
 * Position after the empty line that ends a head, or -1. Line ends may be CRLF or a bare LF (RFC 9112 §2.2); empty lines
 * before the start line belong to the head (the same section: they are to be ignored, so they are passed on).
 */
function headEnd(bytes: Buffer, from: number, searchFrom: number): number {
  let newline = bytes.indexOf(LF, Math.max(firstOfLine(bytes, from), searchFrom));
  while (newline !== -1) {
    const next = bytes[newline + 1];
    if (next === LF) return newline + 2;
    if (next === CR && bytes[newline + 2] === LF) return newline + 3;
    newline = bytes.indexOf(LF, newline + 1);
  }
  return -1;
}

function firstOfLine(bytes: Buffer, from: number): number {
  let start = from;
  while (start < bytes.length && (bytes[start] === CR || bytes[start] === LF)) start += 1;
  return start;
}
