import { clipValues } from '../http/clip.ts';
import type { Explanation } from './rule.ts';

/** A header may be longer than anybody reads: its values are clipped where they stand in sentences. */
export function clipExplanation({ seen, why, change }: Explanation): Explanation {
  return { seen: clipValues(seen), why: clipValues(why), change: clipValues(change) };
}
