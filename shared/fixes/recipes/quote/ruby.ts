import { visible } from './visible.ts';

/** A string literal of Ruby in single quotes, which `#{…}` means nothing in. */
export function rubyString(text: string): string {
  return `'${visible(text).replace(/['\\]/g, '\\$&')}'`;
}

/** A symbol, quoted where its name is more than letters. */
export function rubySymbol(name: string): string {
  return /^[a-z]+$/.test(name) ? `:${name}` : `:${rubyString(name)}`;
}
