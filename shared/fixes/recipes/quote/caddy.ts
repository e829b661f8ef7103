import { visible } from './visible.ts';

/**
 * A token of the Caddyfile in double quotes. Braces are placeholders even in there, and a backslash escapes nothing but the
 * quote. @throws RangeError where the text has one of them
 */
export function caddyString(text: string): string {
  if (/[{}\\]/.test(text)) throw new RangeError(`not a text that a Caddyfile could hold: ${text}`);
  return `"${visible(text).replaceAll('"', '\\"')}"`;
}
