const FIRST_BYTES = 64 * 1024;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NOTHING = Buffer.alloc(0);
const HEX = '0123456789abcdef';

/** The letter after the backslash for a code in digits, and the mark of a byte that UTF-8 writes as two. */
const CODED = 0x75;
const TWO_BYTES = 1;

/** For each byte: 0 to write it as it is, TWO_BYTES, or the letter after the backslash. */
const ESCAPES = Uint8Array.from({ length: 256 }, (_, code) => escapeOf(code));

/**
 * JSON as UTF-8 bytes. Heads go from the record's bytes straight to the socket's: making text of them first, and JSON of
 * the text, and bytes of the JSON, would be most of what a dashboard costs.
 */
export class JsonBytes {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private used = 0;

  get length(): number {
    return this.used;
  }

  /** JSON that is ready, and of ASCII alone: one byte a character. */
  ascii(json: string): void {
    this.room(json.length);
    this.used += this.bytes.write(json, this.used, 'latin1');
  }

  /** JSON that is ready. */
  raw(json: string): void {
    this.room(json.length * 3);
    this.used += this.bytes.write(json, this.used);
  }

  /** Latin-1 bytes as a JSON string, its quotes included (RFC 8259 §7). */
  string(source: Buffer, from: number, to: number): void {
    this.room((to - from) * 6 + 2);
    const { bytes } = this;
    let at = this.used;
    bytes[at++] = QUOTE;
    for (let index = from; index < to; index += 1) {
      // within bounds: a check for every byte would be most of what this costs
      const byte = source[index] as number;
      const letter = ESCAPES[byte] as number;
      if (letter === 0) bytes[at++] = byte;
      else at = writeEscape(bytes, at, byte, letter);
    }
    bytes[at++] = QUOTE;
    this.used = at;
  }

  /** What was written so far; the next bytes go elsewhere, so the receiver may keep it. */
  take(): Buffer {
    if (this.used === 0) return NOTHING;
    const taken = this.bytes.subarray(0, this.used);
    this.bytes = Buffer.allocUnsafe(Math.max(FIRST_BYTES, this.used));
    this.used = 0;
    return taken;
  }

  private room(needed: number): void {
    if (this.used + needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.used + needed));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }
}

function writeEscape(bytes: Buffer, at: number, byte: number, letter: number): number {
  if (letter === TWO_BYTES) {
    bytes[at] = 0xc0 | (byte >> 6);
    bytes[at + 1] = 0x80 | (byte & 0x3f);
    return at + 2;
  }
  bytes[at] = BACKSLASH;
  bytes[at + 1] = letter;
  if (letter !== CODED) return at + 2;
  return at + 2 + bytes.write(`00${HEX[byte >> 4]}${HEX[byte & 15]}`, at + 2, 'latin1');
}

function escapeOf(code: number): number {
  if (code >= 0x80) return TWO_BYTES;
  const short = { 8: 'b', 9: 't', 10: 'n', 12: 'f', 13: 'r', [QUOTE]: '"', [BACKSLASH]: '\\' }[code];
  if (short !== undefined) return short.charCodeAt(0);
  return code < 0x20 ? CODED : 0;
}
