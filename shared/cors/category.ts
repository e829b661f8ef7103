import { exchangesOf, type Journey } from '../trace/journey.ts';
import { onlyWord } from './on-word.ts';
import type { Verdict } from './verdict.ts';

/** Every failing journey is exactly one of the last three. */
export type Category = 'ok' | 'not-cors' | 'preflight' | 'actual';

/**
 * `not-cors` also where the browser complains of CORS beside the real trouble: a 5xx or a failed authentication that no
 * layer gave any CORS header; and where the browser refused to send anything.
 */
export function categoryOf(journey: Journey, verdict: Verdict): Category {
  switch (verdict.outcome) {
    case 'allowed':
    case 'pending':
      return 'ok';
    case 'not-cors':
      return 'not-cors';
    case 'blocked':
      if (verdict.phase === 'preflight') return 'preflight';
      if (verdict.phase === null && onlyWord(journey) !== null) return 'not-cors';
      return isPlainError(journey, verdict) ? 'not-cors' : 'actual';
    case 'depends':
      return verdict.cases.some(({ phase }) => phase === 'preflight') ? 'preflight' : 'actual';
  }
}

function isPlainError(journey: Journey, verdict: Verdict): boolean {
  const head = exchangesOf(journey).at(-1)?.delivered;
  if (verdict.code !== 'MissingAllowOriginHeader' || head == null) return false;
  if (head.status < 500 && head.status !== 401 && head.status !== 407) return false;
  return !head.lines.some(([name]) => /^access-control-/i.test(name));
}
