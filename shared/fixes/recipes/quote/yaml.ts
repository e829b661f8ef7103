import { visible } from './visible.ts';

/** A scalar in double quotes (YAML 1.2 §7.3.1): of visible ASCII only the quote and the backslash mean something in there. */
export function yamlString(text: string): string {
  return `"${visible(text).replace(/["\\]/g, '\\$&')}"`;
}

/** A flow sequence of strings. */
export function yamlStrings(texts: readonly string[]): string {
  return `[${texts.map(yamlString).join(', ')}]`;
}
