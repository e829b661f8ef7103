import type { Journey } from '../trace/journey.ts';
import { SPEC } from './spec.ts';
import type { Step, Verdict } from './verdict.ts';

/**
 * The verdict once nothing more can come. An answer that was still awaited never came, and so CORS had no say; of a
 * request whose preflight passed, nobody can tell any more.
 */
export function settled(journey: Journey, verdict: Verdict): Verdict {
  if (verdict.outcome !== 'pending') return verdict;
  const { preflight, request } = journey.legs[verdict.leg] ?? { preflight: null, request: null };
  if (verdict.phase === 'preflight' && preflight?.delivered != null) {
    return ended(verdict, 'depends', 'The preflight passed, and no response to the request itself is recorded');
  }
  const awaited = verdict.phase === 'preflight' ? preflight : request;
  const method = awaited?.received.method ?? 'the request';
  return ended(verdict, 'not-cors', `The recording ends before a response to ${method} came`);
}

function ended(verdict: Verdict, outcome: 'depends' | 'not-cors', check: string): Verdict {
  const result = outcome === 'depends' ? 'depends' : 'fail';
  const step: Step = { check, spec: SPEC.networkError, result, lines: [] };
  return { ...verdict, outcome, steps: [...verdict.steps, step] };
}
