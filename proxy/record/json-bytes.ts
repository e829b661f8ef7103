const FIRST_BYTES = 64 * 1024;
/** Memory that grew beyond this, for one huge event, is not kept for the next ones. */
const KEPT_BYTES = 1024 * 1024;
/** More than 16 digits, a point among them. */
const NUMBER_BYTES = 20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const POINT = 0x2e;
const ZERO = 0x30;
const NOTHING = Buffer.alloc(0);
const HEX = '0123456789abcdef';

/** The letter after the backslash for a code in digits, and the mark of a byte that UTF-8 writes as two. */
const CODED = 0x75;
const TWO_BYTES = 1;

/** For each byte: 0 to write it as it is, TWO_BYTES, or the letter after the backslash. */
const ESCAPES = Uint8Array.from({ length: 256 }, (_, code) => escapeOf(code));

/** Text of ASCII alone as `JsonBytes.ready` takes it. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, char => char.charCodeAt(0));
}

/**
 * JSON as UTF-8 bytes. What an exchange consists of goes from the record's bytes to the socket's without becoming strings
 * on the way: those, and a call into the engine to write each, were half of what an event cost, and nearly all its garbage.
 */
export class JsonBytes {
  private bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  private used = 0;
  /** Written to before, and read by nobody any more. */
  private spare: Buffer | null = null;

  get length(): number {
    return this.used;
  }

  /** JSON that is ready as bytes. */
  ready(json: Uint8Array): void {
    this.room(json.length);
    this.bytes.set(json, this.used);
    this.used += json.length;
  }

  /** JSON that is ready as text. */
  raw(json: string): void {
    this.room(json.length * 3);
    this.used += this.bytes.write(json, this.used);
  }

  /** A number, NaN as null; quickest where it is not negative and has at most the three decimals of a recorded time. */
  number(value: number): void {
    const thousandths = Math.round(value * 1000);
    const plain = thousandths >= 0 && thousandths <= Number.MAX_SAFE_INTEGER && thousandths / 1000 === value;
    if (!plain) {
      this.raw(JSON.stringify(value));
      return;
    }
    this.room(NUMBER_BYTES);
    const whole = Math.floor(thousandths / 1000);
    const at = writeDigits(this.bytes, this.used, whole);
    this.used = writeDecimals(this.bytes, at, thousandths - whole * 1000);
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
    this.bytes = this.spare ?? Buffer.allocUnsafeSlow(FIRST_BYTES);
    this.spare = null;
    this.used = 0;
    return taken;
  }

  /** Takes back what was taken, once nobody reads it any more: its memory is written to again. */
  giveBack(taken: Buffer): void {
    if (taken.length > 0 && taken.buffer.byteLength <= KEPT_BYTES) this.spare = Buffer.from(taken.buffer);
  }

  private room(needed: number): void {
    if (this.used + needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(this.bytes.length * 2, this.used + needed));
    this.bytes.copy(larger, 0, 0, this.used);
    this.bytes = larger;
  }
}

/** Writes the digits of a whole number, and returns the position after them. */
function writeDigits(bytes: Buffer, at: number, value: number): number {
  let end = at + 1;
  for (let bound = 10; bound <= value; bound *= 10) end += 1;
  let rest = value;
  for (let index = end - 1; index >= at; index -= 1) {
    const tenth = Math.floor(rest / 10);
    bytes[index] = ZERO + rest - tenth * 10;
    rest = tenth;
  }
  return end;
}

/** Writes a point and the decimals, without zeros at their end, or nothing. */
function writeDecimals(bytes: Buffer, at: number, thousandths: number): number {
  if (thousandths === 0) return at;
  bytes[at] = POINT;
  let end = at + 1;
  for (let rest = thousandths, unit = 100; rest > 0; unit /= 10) {
    const digit = Math.floor(rest / unit);
    bytes[end++] = ZERO + digit;
    rest -= digit * unit;
  }
  return end;
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
