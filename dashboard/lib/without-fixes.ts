import type { Assumption } from '../../shared/fixes/assumption.ts';
import { type StatedVerdict, whatIfOne } from '../../shared/fixes/what-if.ts';
import { exchangesOf, type Journey } from '../../shared/trace/journey.ts';

/** How a journey that fixes touched would have ended without them. */
export interface WithoutFixes {
  /** Null where nobody knows: corscope answered itself, so the server was never asked. */
  readonly verdict: StatedVerdict | null;
  readonly assumes: readonly Assumption[];
}

/** A journey is another object once its evidence changes. */
const KNOWN = new WeakMap<Journey, WithoutFixes>();

/** Null where no fix touched the journey. `recorded`: its verdict as it went. */
export function withoutFixes(journey: Journey, recorded: StatedVerdict): WithoutFixes | null {
  if (exchangesOf(journey).every(({ fixes }) => fixes.length === 0)) return null;
  const known = KNOWN.get(journey);
  if (known !== undefined) return known;
  const { after, assumes } = whatIfOne(journey, recorded, []);
  const made = { verdict: assumes.length === 0 ? after : null, assumes };
  KNOWN.set(journey, made);
  return made;
}
