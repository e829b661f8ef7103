/**
 * Writes ASN.1 DER (ITU-T X.690): the few types that a certificate is made of. Writing only: certificates are read by
 * Node's own X509Certificate. A certificate library costs 250 ms to load and 10 ms a leaf; this costs neither.
 */

const LONG_FORM = 0x80;

/** Tag, length, content. */
function element(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([Buffer.from([tag]), lengthOctets(body.length), body]);
}

export function sequence(...members: readonly Uint8Array[]): Buffer {
  return element(0x30, ...members);
}

export function set(...members: readonly Uint8Array[]): Buffer {
  return element(0x31, ...members);
}

/** A non-negative INTEGER from its big-endian bytes. */
export function unsignedInteger(bytes: Uint8Array): Buffer {
  let start = 0;
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
  const value = bytes.subarray(start);
  // A leading bit of one would read as a negative number (X.690 §8.3.3).
  const sign = (value[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0);
  return element(0x02, sign, value);
}

export function truth(): Buffer {
  return element(0x01, Buffer.from([0xff]));
}

/** From dotted decimal, such as `2.5.29.17`. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

export function utf8String(text: string): Buffer {
  return element(0x0c, Buffer.from(text, 'utf8'));
}

export function octetString(bytes: Uint8Array): Buffer {
  return element(0x04, bytes);
}

/** `unused` counts the bits at the end of the last byte that do not belong to the string. */
export function bitString(bytes: Uint8Array, unused = 0): Buffer {
  return element(0x03, Buffer.from([unused]), bytes);
}

/** UTCTime until 2049, GeneralizedTime after it, as RFC 5280 §4.1.2.5 orders; whole seconds. `at` in ms since the epoch. */
export function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\.\d+Z$|[-:T]/g, '');
  const late = Number(digits.slice(0, 4)) >= 2050;
  return element(late ? 0x18 : 0x17, Buffer.from(`${late ? digits : digits.slice(2)}Z`, 'ascii'));
}

/** `[number]`, constructed. */
export function explicitTag(number: number, ...content: readonly Uint8Array[]): Buffer {
  return element(0xa0 + number, ...content);
}

/** `[number] IMPLICIT`, primitive. */
export function implicitTag(number: number, content: Uint8Array): Buffer {
  return element(0x80 + number, content);
}

function lengthOctets(length: number): Buffer {
  if (length < LONG_FORM) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([LONG_FORM + bytes.length, ...bytes]);
}

function base128(value: number): number[] {
  const groups = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    groups.unshift((rest % 128) + 128);
  }
  return groups;
}
