/** One header line as received: name and value, letter case and inner bytes kept, as latin-1 text (one char a byte). */
export type HeaderLine = readonly [name: string, value: string];

/** Header names compare without regard to ASCII case (RFC 9110 §5.1). */
export function sameName(a: string, b: string): boolean {
  return a.length === b.length && a.toLowerCase() === b.toLowerCase();
}

/** Positions of every line of that name, in wire order. */
export function indexesOf(lines: readonly HeaderLine[], name: string): number[] {
  const wanted = name.toLowerCase();
  const found: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (line[0].length === wanted.length && line[0].toLowerCase() === wanted) found.push(index);
  }
  return found;
}

/** Values of every line of that name, in wire order, surrounding whitespace as received minus SP and HTAB at the ends. */
export function valuesOf(lines: readonly HeaderLine[], name: string): string[] {
  return indexesOf(lines, name).map(index => lines[index]?.[1] ?? '');
}

/** The first line's value, or null where there is none. */
export function firstValue(lines: readonly HeaderLine[], name: string): string | null {
  const wanted = name.toLowerCase();
  for (const line of lines) {
    if (line[0].length === wanted.length && line[0].toLowerCase() === wanted) return line[1];
  }
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
