import { quote } from '../cors/step.ts';
import type { Verdict } from '../cors/verdict.ts';
import type { Journey } from '../trace/journey.ts';
import type { Witness } from '../trace/witness.ts';

/**
 * Where corscope and the browser disagree, in one sentence; null where they agree, and where one of them has nothing to
 * say yet. Either corscope is wrong, or a thing was found that nobody knew.
 */
export function disagreement({ legs, witness }: Journey, verdict: Verdict): string | null {
  if (witness === null || legs.length === 0) return null;
  const conflict = conflictOf(verdict, witness);
  return conflict === null ? null : `corscope says that ${conflict}, but the browser ${browserText(witness)}.`;
}

function conflictOf(verdict: Verdict, witness: Witness): string | null {
  switch (verdict.outcome) {
    case 'pending':
      return null;
    case 'not-cors':
      return witness.corsError === null ? null : 'CORS does not apply';
    case 'allowed':
      return witness.outcome === 'blocked' ? 'the page may read the response' : null;
    case 'blocked':
      return isRefusal(witness, verdict.code) ? null : `it is blocked ${codeText(verdict.code)}`;
    case 'depends':
      return verdict.cases.length === 0 || verdict.cases.some(one => isCase(one, witness)) ? null : casesText(verdict);
  }
}

function isCase({ outcome, code }: Verdict['cases'][number], witness: Witness): boolean {
  return outcome === 'blocked' ? isRefusal(witness, code) : witness.outcome !== 'blocked';
}

/** Chromium gives some refusals of redirects no word but a net error's; and a page may give up before it is refused. */
function isRefusal(witness: Witness, code: string | null): boolean {
  if (witness.outcome === 'allowed') return false;
  if (code === null) return witness.corsError === null;
  return witness.corsError === code || witness.errorText === 'net::ERR_ABORTED';
}

function casesText({ cases }: Verdict): string {
  const reasons = cases.filter(({ outcome }) => outcome === 'blocked').map(({ code }) => codeText(code));
  const allowed = cases.some(({ outcome }) => outcome === 'allowed') ? ', or allowed' : '';
  return `it is blocked ${[...new Set(reasons)].join(' or ')}${allowed}`;
}

function codeText(code: string | null): string {
  return code === null ? 'for a reason other than CORS' : `with ${quote(code)}`;
}

function browserText({ outcome, corsError, blockedReason, errorText }: Witness): string {
  if (outcome === 'allowed') return 'let the page read it';
  const word = corsError ?? blockedReason ?? errorText;
  if (outcome === 'failed') return `reports a network failure, ${quote(errorText)}`;
  return word === '' ? 'blocked it without giving a reason' : `blocked it with ${quote(word)}`;
}
