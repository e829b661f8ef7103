import type { Socket } from 'node:net';

/**
 * Bytes to be written to one side once a chunk has been read: neighbouring ranges of the same memory become one write,
 * so that an unchanged message costs one system call and no copy.
 */
export class Outbox {
  private parts: Buffer[] = [];
  private memory: ArrayBufferLike | null = null;
  private start = 0;
  private end = 0;

  add(bytes: Buffer, from = 0, to = bytes.length): void {
    const start = bytes.byteOffset + from;
    const end = bytes.byteOffset + to;
    if (this.memory === bytes.buffer && this.end === start) {
      this.end = end;
      return;
    }
    this.settle();
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
    if (this.memory !== null && this.end > this.start) {
      this.parts.push(Buffer.from(this.memory as ArrayBuffer, this.start, this.end - this.start));
    }
    this.memory = null;
  }
}
