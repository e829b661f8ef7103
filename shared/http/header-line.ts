/** One header line as received: name and value, letter case and inner bytes kept, as latin-1 text (one char a byte). */
export type HeaderLine = readonly [name: string, value: string];

/**
 * Header names compare without regard to ASCII case (RFC 9110 §5.1). Letter by letter and from the end, where names differ
 * most: this is asked very often.
 */
export function sameName(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  for (let index = a.length - 1; index >= 0; index -= 1) {
    const code = a.charCodeAt(index);
    const other = b.charCodeAt(index);
    if (code !== other && lowered(code) !== lowered(other)) return false;
  }
  return true;
}

function lowered(code: number): number {
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}

/** Positions of every line of that name, in wire order. */
export function indexesOf(lines: readonly HeaderLine[], name: string): number[] {
  const found: number[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line !== undefined && sameName(line[0], name)) found.push(index);
  }
  return found;
}

/** Values of every line of that name, in wire order, surrounding whitespace as received minus SP and HTAB at the ends. */
export function valuesOf(lines: readonly HeaderLine[], name: string): string[] {
  return indexesOf(lines, name).map(index => lines[index]?.[1] ?? '');
}

/** The first line's value, or null where there is none. */
export function firstValue(lines: readonly HeaderLine[], name: string): string | null {
  for (const line of lines) if (sameName(line[0], name)) return line[1];
  return null;
}

/**
 * The value the Fetch standard's "get" returns: all lines joined with `, `, or null where there is none.
 * https://fetch.spec.whatwg.org/#concept-header-list-get
 */
export function combinedValue(lines: readonly HeaderLine[], name: string): string | null {
  const values = valuesOf(lines, name);
  return values.length === 0 ? null : values.join(', ');
}

export function hasHeader(lines: readonly HeaderLine[], name: string): boolean {
  return firstValue(lines, name) !== null;
}
