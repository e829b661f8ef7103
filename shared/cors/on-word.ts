import { originOf, parseUrl } from '../http/url.ts';
import type { Journey } from '../trace/journey.ts';
import { judgedAnAnswer, pageOriginOf, type ServedFrom, type Witness } from '../trace/witness.ts';
import { CORS_ERROR_CODES, type CorsErrorCode } from './cors-error.ts';
import { refusalOf } from './refusal.ts';
import { SPEC } from './spec.ts';
import { failed, passed, quote, skipped } from './step.ts';
import type { Phase, Step, Verdict } from './verdict.ts';

/** The account, where nothing else is known of the journey; null where its exchanges speak for themselves. */
export function onlyWord({ legs, witness }: Journey): Witness | null {
  return legs.length === 0 ? witness : null;
}

/** What a browser did with a request that nobody else saw: its word is all there is to judge by. */
export function verdictOnWord(witness: Witness): Verdict {
  const opening = skipped(
    'This request did not pass through corscope: only the browser’s own account of it is known',
    SPEC.mainFetch,
  ).step;
  const decided = { leg: 0, dependsOn: [], cases: [] };
  if (witness.outcome === 'allowed') return { ...decided, ...allowed(witness, opening) };
  const cause = refusalOf(witness);
  const steps = [opening, failed(null, cause.text, cause.spec, []).step];
  if (witness.outcome === 'failed') return { ...decided, outcome: 'not-cors', phase: null, code: null, steps };
  return { ...decided, outcome: 'blocked', phase: phaseOf(witness), code: knownCode(witness.corsError), steps };
}

/** Null for a word that is newer than corscope as well. */
export function knownCode(word: string | null): CorsErrorCode | null {
  return CORS_ERROR_CODES.find(code => code === word) ?? null;
}

function allowed(witness: Witness, opening: Step): Pick<Verdict, 'outcome' | 'phase' | 'code' | 'steps'> {
  const page = pageOriginOf(witness);
  const own = ownOriginOf(witness);
  const from = SOURCE_TEXT[witness.servedFrom ?? 'network'];
  const mode = witness.asked.mode ?? (witness.resource === 'Document' ? 'navigate' : 'cors');
  if (mode !== 'cors' || page === null || page === own) {
    const check = `${quote(`${witness.method} ${witness.url}`)} got its response ${from}`;
    return { outcome: 'not-cors', phase: null, code: null, steps: [skipped(check, SPEC.mainFetch).step, opening] };
  }
  const check = `The page at ${quote(page)} may read the response of ${quote(own)}, which it got ${from}`;
  return { outcome: 'allowed', phase: null, code: null, steps: [opening, passed(check, SPEC.corsCheck, []).step] };
}

const SOURCE_TEXT: Readonly<Record<ServedFrom, string>> = {
  network: 'without passing through corscope',
  'http-cache': 'from the browser’s HTTP cache',
  'memory-cache': 'from the browser’s memory cache',
  'prefetch-cache': 'from the browser’s prefetch cache',
  'service-worker': 'from the page’s service worker',
};

/** Null where no answer was judged. */
function phaseOf(witness: Witness): Phase | null {
  if (!judgedAnAnswer(witness)) return null;
  if (witness.corsError === 'RedirectContainsCredentials') return 'redirect';
  return /Preflight/.test(witness.corsError ?? '') ? 'preflight' : 'actual';
}

export function ownOriginOf({ url }: Witness): string {
  const parsed = parseUrl(url);
  return parsed === null ? 'null' : originOf(parsed);
}
