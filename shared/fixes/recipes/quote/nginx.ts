import { visible } from './visible.ts';

/** nginx has no escape for `$` in a value; a variable that holds one is the way around it. Stands in `http { }`. */
export const DOLLAR = 'geo $cors_dollar { default "$"; }';

/** A value in double quotes. Where it has a `$`, the file needs `DOLLAR`. */
export function nginxString(text: string): string {
  return `"${escaped(text).replaceAll('$', () => '$' + '{cors_dollar}')}"`;
}

/** A literal key of a `map`, in which `$` is only itself; a leading backslash keeps `~` and `default` from being read. */
export function nginxKey(text: string): string {
  const literal = /^(?:[~\\]|default$|hostnames$|include$|volatile$)/.test(text) ? `\\${text}` : text;
  return `"${escaped(literal)}"`;
}

function escaped(text: string): string {
  return visible(text).replace(/["\\]/g, '\\$&');
}
