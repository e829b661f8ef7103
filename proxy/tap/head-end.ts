const LF = 0x0a;
const CR = 0x0d;

/**
 * Position after the empty line that ends a head, or -1. Line ends may be CRLF or a bare LF (RFC 9112 §2.2); empty lines
 * before the start line belong to the head (the same section: they are to be ignored, so they are passed on).
 */
export function headEnd(bytes: Buffer, from: number, searchFrom: number): number {
  let newline = bytes.indexOf(LF, Math.max(firstOfLine(bytes, from), searchFrom));
  while (newline !== -1) {
    const next = bytes[newline + 1];
    if (next === LF) return newline + 2;
    if (next === CR && bytes[newline + 2] === LF) return newline + 3;
    newline = bytes.indexOf(LF, newline + 1);
  }
  return -1;
}

/** Position of the first byte that is no line end. */
export function firstOfLine(bytes: Buffer, from: number): number {
  let start = from;
  while (start < bytes.length && (bytes[start] === CR || bytes[start] === LF)) start += 1;
  return start;
}
