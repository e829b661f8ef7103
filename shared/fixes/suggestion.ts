import type { CorsErrorCode } from '../cors/cors-error.ts';
import type { Facts } from '../cors/facts.ts';
import type { Failure } from '../findings/failure.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import type { Operation } from './fix.ts';

/** One change of a mend, left away where the others are enough. */
export interface Part {
  /** As a title of its own: `Allow https://app.example.com`. */
  readonly title: string;
  /** What it adds to the title of another: ` with credentials`. */
  readonly also: string;
  readonly operations: readonly Operation[];
  /** A whole sentence: what it does, and what it opens where it opens something. */
  readonly why: string;
}

/** A way to mend a refusal, before it is proven and made as small as it can be. */
export interface Way {
  /** What makes it this way and no other: never left away. */
  readonly core: Part | null;
  readonly parts: readonly Part[];
  /** The exchange that it changes, and others like it. */
  readonly exchange: Exchange;
  readonly phase: 'preflight' | 'actual';
}

/** What a refusal calls for. */
export interface Refused {
  readonly failure: Failure;
  readonly facts: Facts;
  readonly journey: Journey;
}

/** One way to mend; whether it does is proven for each journey. */
export interface Suggester {
  /** The refusals that it may mend; null: one for which the browser has no CORS word. */
  readonly codes: readonly (CorsErrorCode | null)[];
  propose(refused: Refused): readonly Way[];
}
