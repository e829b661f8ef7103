import type { CorsErrorCode } from '../cors/cors-error.ts';
import type { Facts } from '../cors/facts.ts';
import type { Failure } from '../findings/failure.ts';
import type { Operation } from './fix.ts';

/** Operations that may mend a refusal: a suggestion before it is proven. */
export interface Mend {
  readonly title: string;
  readonly operations: readonly Operation[];
  /** What it does, and what it opens where it opens something. */
  readonly why: string;
}

/** One way to mend. */
export interface Suggester {
  /** The codes that it may mend; whether it does is proven for each journey. */
  readonly codes: readonly CorsErrorCode[];
  propose(failure: Failure, facts: Facts): readonly Mend[];
}
