/** A chunk-size line, extensions included, longer than this is an attack or not chunked at all. */
const MAX_LINE = 16 * 1024;
const MAX_TRAILERS = 256 * 1024;
const LF = 0x0a;

export interface ChunkedEvents {
  /** Payload bytes `from` … `to` of `chunk`, chunk framing left out. */
  payload(chunk: Buffer, from: number, to: number): void;
}

/**
 * Follows a chunked body as it passes (RFC 9112 §7.1) and finds its end. It keeps no payload; `trailers` is the trailer
 * section's text once `done`.
 */
export class ChunkedReader {
  done = false;
  broken = false;
  trailers = '';
  private state: 'size' | 'data' | 'data-end' | 'trailer' = 'size';
  private left = 0;
  private line = '';
  private readonly events: ChunkedEvents;

  constructor(events: ChunkedEvents) {
    this.events = events;
  }

  /** Reads `chunk` from `at` on; returns the position after the last byte that belongs to the body. */
  read(chunk: Buffer, at: number): number {
    let position = at;
    while (position < chunk.length && !this.done && !this.broken) {
      position = this.state === 'data' ? this.readData(chunk, position) : this.readLine(chunk, position);
    }
    return position;
  }

  private readData(chunk: Buffer, at: number): number {
    const to = Math.min(chunk.length, at + this.left);
    this.events.payload(chunk, at, to);
    this.left -= to - at;
    if (this.left === 0) this.state = 'data-end';
    return to;
  }

  private readLine(chunk: Buffer, at: number): number {
    const newline = chunk.indexOf(LF, at);
    const to = newline === -1 ? chunk.length : newline + 1;
    this.line += chunk.toString('latin1', at, to);
    const room = this.state === 'trailer' ? MAX_TRAILERS - this.trailers.length : MAX_LINE;
    if (this.line.length > room) this.broken = true;
    if (newline === -1) return to;
    const line = this.line;
    this.line = '';
    this.endLine(line);
    return to;
  }

  private endLine(line: string): void {
    switch (this.state) {
      case 'size':
        this.beginChunk(line);
        return;
      case 'data-end':
        if (line.trim() !== '') this.broken = true;
        this.state = 'size';
        return;
      case 'trailer':
        if (line === '\r\n' || line === '\n') this.done = true;
        else this.trailers += line;
        return;
      case 'data':
        return;
    }
  }

  private beginChunk(line: string): void {
    const size = /^([0-9a-f]{1,12})[ \t]*(?:;[^\n]*)?\r?\n$/i.exec(line)?.[1];
    if (size === undefined) {
      this.broken = true;
      return;
    }
    this.left = Number.parseInt(size, 16);
    this.state = this.left === 0 ? 'trailer' : 'data';
  }
}
