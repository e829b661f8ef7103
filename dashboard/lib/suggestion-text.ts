import type { Suggestion } from '../../shared/fixes/suggest.ts';

/** Why it mends, without what it takes for granted: that stands beside it. */
export function reasonOf({ why, assumes }: Pick<Suggestion, 'why' | 'assumes'>): string {
  return assumes.reduce((rest, { sentence }) => rest.replace(sentence, ''), why).trim();
}
