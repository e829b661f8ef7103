import { visible } from './visible.ts';

/** A word in double quotes, in which `$` would be an environment variable: https://docs.haproxy.org/2.6/configuration.html#2.2 */
export function haproxyString(text: string): string {
  return `"${visible(text).replace(/["\\$]/g, '\\$&')}"`;
}

/** A log-format string, which header values are: `%` begins a variable there. */
export function haproxyValue(text: string): string {
  return haproxyString(text.replaceAll('%', '%%'));
}
