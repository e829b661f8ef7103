import type { Socket } from 'node:net';

/**
 * Bytes to be written to one side once a chunk has been read: neighbouring ranges of the same memory become one write,
 * so that an unchanged message costs one system call and no copy.
 */
export class Outbox {
  private parts: Buffer[] = [];
  private memory: ArrayBufferLike | null = null;
  /** What was added last: in the common case all that is to be written. */
  private last: Buffer | null = null;
  private start = 0;
  private end = 0;

  add(bytes: Buffer, from = 0, to = bytes.length): void {
    const start = bytes.byteOffset + from;
    const end = bytes.byteOffset + to;
    if (this.memory === bytes.buffer && this.end === start) {
      this.last = bytes;
      this.end = end;
      return;
    }
    this.settle();
    this.last = bytes;
    this.memory = bytes.buffer;
    this.start = start;
    this.end = end;
  }

  /** Writes what was gathered; false when the socket asks to wait for its `drain`. */
  flush(socket: Socket): boolean {
    this.settle();
    const parts = this.parts;
    if (parts.length === 0) return true;
    this.parts = [];
    if (parts.length === 1 && parts[0]) return socket.write(parts[0]);
    socket.cork();
    let ready = true;
    for (const part of parts) ready = socket.write(part);
    socket.uncork();
    return ready;
  }

  private settle(): void {
    const { memory, start, end, last } = this;
    this.memory = null;
    this.last = null;
    if (memory === null || last === null || end === start) return;
    const whole = last.byteOffset === start && last.length === end - start;
    this.parts.push(whole ? last : Buffer.from(memory as ArrayBuffer, start, end - start));
  }
}
