import type { RedirectMode } from '../trace/asked.ts';
import type { CorsErrorCode } from './cors-error.ts';
import type { Phase, Step } from './verdict.ts';

/** What is supposed of the page's request where the wire does not say it. */
export interface Premise {
  readonly include: boolean;
  readonly redirect: RedirectMode;
}

/**
 * How well an ending explains where the wire ends. `contradicted`: the browser would have stopped, and more was sent.
 * `unfinished`: the browser would have gone on, and nothing more was sent.
 */
export type Fit = 'explains' | 'unfinished' | 'contradicted';

/** Where a walk through the journey stops, under one premise. */
export interface Ending {
  readonly outcome: 'allowed' | 'blocked' | 'depends' | 'not-cors' | 'pending';
  readonly phase: Phase | null;
  readonly code: CorsErrorCode | null;
  readonly leg: number;
  readonly fit: Fit;
  readonly steps: readonly Step[];
}

export type Stop = Omit<Ending, 'leg' | 'steps'>;

export const PENDING: Stop = { outcome: 'pending', phase: null, code: null, fit: 'unfinished' };
export const NOT_CORS: Stop = { outcome: 'not-cors', phase: null, code: null, fit: 'explains' };

/** One possible past: what is supposed, and how it ends. */
export interface Possibility {
  readonly premise: Premise;
  readonly ending: Ending;
}
