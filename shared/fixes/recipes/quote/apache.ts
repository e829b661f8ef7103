import { visible } from './visible.ts';

/**
 * An argument of a directive, in double quotes. httpd puts the environment's values in for `${NAME}` wherever it stands, and
 * has no escape for that. @throws RangeError where the text has one
 */
export function apacheString(text: string): string {
  if (/[$][{]/.test(text)) throw new RangeError(`not a text that httpd could be given: ${text}`);
  return `"${visible(text).replace(/["\\]/g, '\\$&')}"`;
}

/** The value of a `Header` line, where `%` begins a format specifier, a backslash an escape of its own, and `expr=` an expression. */
export function apacheValue(text: string): string {
  if (text.startsWith('expr=')) throw new RangeError(`not a value that a Header line could have: ${text}`);
  return apacheString(text.replaceAll('%', '%%').replaceAll('\\', '\\\\'));
}

/** A string inside an expression. Origins and paths have nothing to escape: @throws RangeError where the text does. */
export function apacheWord(text: string): string {
  if (!/^[A-Za-z0-9+.:/_~[\]-]*$/.test(text)) throw new RangeError(`not a word of an httpd expression: ${text}`);
  return `'${text}'`;
}
