import type { Phase, Verdict } from '../../shared/cors/verdict.ts';

export type OutcomeName = Verdict['outcome'];

export const OUTCOME_WORDS: Readonly<Record<OutcomeName, string>> = {
  blocked: 'Blocked',
  depends: 'Depends',
  allowed: 'Allowed',
  'not-cors': 'Not CORS',
  pending: 'Waiting',
};

/** In the order in which they ask for attention. */
export const COUNTED = ['blocked', 'depends', 'allowed', 'not-cors'] as const satisfies readonly OutcomeName[];

export type Counts = Readonly<Record<OutcomeName, number>>;

export const NO_COUNTS: Counts = { blocked: 0, depends: 0, allowed: 0, 'not-cors': 0, pending: 0 };

export const PHASE_WORDS: Readonly<Record<Phase, string>> = {
  preflight: 'preflight',
  actual: 'response',
  redirect: 'redirect',
};
