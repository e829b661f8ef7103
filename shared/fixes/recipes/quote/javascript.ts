import { visible } from './visible.ts';

/** A string literal of JavaScript and TypeScript, in single quotes. */
export function jsString(text: string): string {
  return `'${visible(text).replace(/['\\]/g, '\\$&')}'`;
}

/** An array of strings on one line. */
export function jsStrings(texts: readonly string[]): string {
  return `[${texts.map(jsString).join(', ')}]`;
}
