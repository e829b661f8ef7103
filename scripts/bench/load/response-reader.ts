const EMPTY = Buffer.alloc(0);
const HEAD_END = 0x0d0a0d0a;
const STATUS_AT = 9;
const TWO = 0x32;
const LAST_CHUNK = '0\r\n\r\n';

/** Finds where an answer ends. One at a time: nothing here is pipelined. */
export class ResponseReader {
  /** The answer read last was a 2xx. */
  ok = true;
  /** … and the connection ends with it. */
  closes = false;
  private pending: Buffer = EMPTY;
  /** Body bytes still to come; -1 while a head is read, Infinity for a chunked body. */
  private left = -1;
  private tail = '';
  /** Shape of the last answer that came in one piece: nearly always the next one's as well. */
  private wholeLength = -1;
  private headLength = 0;

  /** True once the answer is complete. */
  read(chunk: Buffer): boolean {
    if (this.left >= 0) return this.readBody(chunk, 0);
    if (this.pending.length === 0 && this.looksAsBefore(chunk)) return true;
    return this.readHead(this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]));
  }

  private looksAsBefore(chunk: Buffer): boolean {
    return (
      chunk.length === this.wholeLength &&
      chunk[STATUS_AT] === TWO &&
      chunk.readUInt32BE(this.headLength - 4) === HEAD_END
    );
  }

  private readHead(bytes: Buffer): boolean {
    const end = bytes.indexOf('\r\n\r\n');
    if (end === -1) {
      this.pending = bytes;
      return false;
    }
    this.pending = EMPTY;
    const head = bytes.toString('latin1', 0, end + 2);
    this.ok = head.charCodeAt(STATUS_AT) === TWO;
    this.closes = /\r\nconnection:[ \t]*close/i.test(head);
    this.left = /\r\ntransfer-encoding:/i.test(head)
      ? Number.POSITIVE_INFINITY
      : Number(/\r\ncontent-length:[ \t]*(\d+)/i.exec(head)?.[1] ?? 0);
    this.headLength = end + 4;
    const whole = this.left === bytes.length - this.headLength && this.ok && !this.closes;
    this.wholeLength = whole ? bytes.length : -1;
    return this.readBody(bytes, this.headLength);
  }

  private readBody(chunk: Buffer, from: number): boolean {
    this.left -= chunk.length - from;
    if (this.left === Number.POSITIVE_INFINITY) {
      const start = Math.max(from, chunk.length - LAST_CHUNK.length);
      this.tail = (this.tail + chunk.toString('latin1', start)).slice(-LAST_CHUNK.length);
      if (this.tail !== LAST_CHUNK) return false;
    } else if (this.left > 0) return false;
    this.left = -1;
    this.tail = '';
    return true;
  }
}
