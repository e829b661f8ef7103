import type { Outcome, WireFailure } from '../../shared/trace/exchange.ts';
import { FAILURE_TEXT } from '../../shared/trace/failure-text.ts';

/** Short enough for the status column. */
const WORDS: Readonly<Record<WireFailure, string>> = {
  dns: 'no DNS',
  refused: 'refused',
  unreachable: 'no route',
  reset: 'reset',
  cut: 'cut',
  tls: 'TLS',
  timeout: 'timeout',
  protocol: 'no HTTP',
  'too-large': 'too big',
  redirects: 'redirects',
  loop: 'loop',
};

/** What stands where no status came; null while nothing failed. */
export function outcomeWord(outcome: Outcome): string | null {
  if (outcome.kind === 'failed') return WORDS[outcome.reason];
  return outcome.kind === 'aborted' ? 'aborted' : null;
}

export function outcomeSentence(authority: string, outcome: Outcome): string | null {
  if (outcome.kind === 'aborted') return 'The browser canceled the request before the response was complete.';
  if (outcome.kind !== 'failed') return null;
  const detail = outcome.detail === '' ? '' : ` (\`${outcome.detail}\`)`;
  return `\`${authority}\`: ${FAILURE_TEXT[outcome.reason]}${detail}.`;
}
