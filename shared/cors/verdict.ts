import type { CredentialsMode, RedirectMode } from '../trace/asked.ts';
import type { LineRef } from '../trace/exchange.ts';
import type { CorsErrorCode } from './cors-error.ts';

export type { CredentialsMode, RedirectMode };

export type Phase = 'preflight' | 'actual' | 'redirect';

/** Facts about the page's request that decide a verdict where the wire alone cannot. */
export interface Condition {
  readonly credentials?: CredentialsMode;
  readonly redirect?: RedirectMode;
}

/** One step of the Fetch standard, as the browser took it, with the very lines that it read. */
export interface Step {
  /** A sentence with this journey's own values. */
  readonly check: string;
  /** Address of the step in the standard. */
  readonly spec: string;
  readonly result: 'pass' | 'fail' | 'skip' | 'depends';
  readonly lines: readonly LineRef[];
}

/** How the journey ends under one condition. */
export interface VerdictCase {
  readonly when: Condition;
  readonly outcome: 'allowed' | 'blocked';
  readonly phase: Phase | null;
  readonly code: CorsErrorCode | null;
}

/**
 * What a browser does with the journey. `not-cors`: CORS has no say (same origin, navigation, no-cors), or no answer ever
 * came (see `failure`). `pending`: the answer is not there yet.
 */
export interface Verdict {
  readonly outcome: 'allowed' | 'blocked' | 'depends' | 'not-cors' | 'pending';
  readonly phase: Phase | null;
  /** The DevTools protocol's Network.CorsError word, or null. */
  readonly code: CorsErrorCode | null;
  /** Index of the leg in which it was decided. */
  readonly leg: number;
  /** Only for `depends`: which facts it depends on, and how each case ends. */
  readonly dependsOn: readonly (keyof Condition)[];
  readonly cases: readonly VerdictCase[];
  readonly steps: readonly Step[];
}
