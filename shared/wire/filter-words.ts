/** One word of a filter as it was typed. */
export interface FilterWord {
  /** Where it begins in the filter, in UTF-16 code units, its `-` included. */
  readonly at: number;
  /** Up to the space after it, quotes included. */
  readonly length: number;
  readonly negated: boolean;
  /** What stands before its first colon outside of quotes; null where there is none. */
  readonly name: string | null;
  /** What stands behind that colon, or the whole word; quotes taken off. */
  readonly value: string;
  /** Where a quote begins that nothing ends; null where there is none. */
  readonly openQuote: number | null;
}

/** Blanks inside of double quotes belong to the word; inside of them `\"` is a quote and `\\` a backslash. */
const WORD = /(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s"])+/gs;
const PIECE = /"((?:[^"\\]|\\.)*)("|\\?$)|[^"]+/gs;

export function wordsOf(filter: string): FilterWord[] {
  return [...filter.matchAll(WORD)].map(({ 0: typed, index }) => readWord(typed, index));
}

/** The value as it must be typed for the parser to read it back. */
export function quoted(value: string): string {
  return /[\s"]/.test(value) ? `"${value.replaceAll(/["\\]/g, '\\$&')}"` : value;
}

function readWord(typed: string, at: number): FilterWord {
  const negated = typed.startsWith('-');
  let name: string | null = null;
  let value = '';
  let openQuote: number | null = null;
  for (const piece of typed.slice(negated ? 1 : 0).matchAll(PIECE)) {
    const [text, inside, end] = piece;
    if (inside !== undefined) {
      value += inside.replaceAll(/\\(.)/gs, '$1');
      if (end !== '"') openQuote = at + (negated ? 1 : 0) + piece.index;
      continue;
    }
    const colon: number = name === null ? text.indexOf(':') : -1;
    if (colon === -1) {
      value += text;
      continue;
    }
    name = value + text.slice(0, colon);
    value = text.slice(colon + 1);
  }
  return { at, length: typed.length, negated, name, value, openQuote };
}
