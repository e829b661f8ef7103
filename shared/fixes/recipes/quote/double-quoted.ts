import { visible } from './visible.ts';

/**
 * A string literal in double quotes as C#, Go, Java and Python read it: of visible ASCII only the quote and the backslash
 * mean something in there, in Java also where `\u` would be read before all else, for the backslash comes doubled.
 */
export function doubleQuoted(text: string): string {
  return `"${visible(text).replace(/["\\]/g, '\\$&')}"`;
}

/** Literals between commas. */
export function doubleQuotedList(texts: readonly string[]): string {
  return texts.map(doubleQuoted).join(', ');
}
