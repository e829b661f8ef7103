/** What of a list a stack's configuration has room for, and what it has not. */
export interface Expressible {
  readonly kept: readonly string[];
  readonly left: readonly string[];
}

export function expressible(texts: readonly string[], fits: (text: string) => boolean): Expressible {
  return { kept: texts.filter(fits), left: texts.filter(text => !fits(text)) };
}

/** A note on what was left away, or none. */
export function leftAway(left: readonly string[], why: string): string[] {
  if (left.length === 0) return [];
  return [`Left out, because ${why}: ${left.map(text => `\`${text}\``).join(', ')}.`];
}
