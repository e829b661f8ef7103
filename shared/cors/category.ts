import { exchangesOf, type Journey } from '../trace/journey.ts';
import { onlyWord } from './on-word.ts';
import type { Verdict } from './verdict.ts';

/** Every failing journey is exactly one of the last three. */
export type Category = 'ok' | 'not-cors' | 'preflight' | 'actual';

/**
 * `not-cors` also where the browser complains of CORS beside the real trouble: a 5xx, a body too large or a failed authentication that no
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
  if (!isServerTrouble(head.status) && head.status !== 401 && head.status !== 407) return false;
  return !head.lines.some(([name]) => /^access-control-/i.test(name));
}

/** Statuses of a server that failed, or of a layer that would not take the request as it is: CORS has no part in either. */
export function isServerTrouble(status: number): boolean {
  return status >= 500 || [408, 413, 414, 429, 431].includes(status);
}
