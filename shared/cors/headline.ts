import { exchangesOf, type Journey } from '../trace/journey.ts';
import type { Facts } from './facts.ts';
import { onlyWord } from './on-word.ts';
import { quote } from './step.ts';
import type { Verdict, VerdictCase } from './verdict.ts';

/**
 * One plain sentence with this journey's own values: what the browser did and why. The cause is the sentence of the step
 * at which the browser stopped, so headline and steps never disagree.
 */
export function headline(journey: Journey, verdict: Verdict, facts: Facts): string {
  switch (verdict.outcome) {
    case 'allowed':
      return onlyWord(journey) === null
        ? allowed(journey, facts)
        : `Allowed: ${asClause(verdict.steps.at(-1)?.check ?? '')}.`;
    case 'blocked':
      return `${onlyWord(journey) === null ? whereBlocked(verdict) : unseen(verdict)}: ${asClause(lastStep(verdict, 'fail'))}.`;
    case 'depends':
      return depends(verdict);
    case 'not-cors':
      return notCors(verdict);
    case 'pending':
      return `${facts.method} ${quote(facts.url)} is still under way.`;
  }
}

function depends({ cases, dependsOn, steps }: Verdict): string {
  if (cases.length === 0) return `It depends: ${asClause(steps.at(-1)?.check ?? '')}.`;
  const facts = dependsOn.map(fact => FACT_TEXT[fact]).join(' and ');
  const opening = cases.every(({ outcome }) => outcome === 'blocked')
    ? `Blocked in every case, and why depends on ${facts}`
    : `It depends on ${facts}`;
  return `${opening}: ${cases.map(caseText).join('; ')}.`;
}

function allowed(journey: Journey, facts: Facts): string {
  const status = exchangesOf(journey).at(-1)?.delivered?.status ?? 0;
  const preflight = facts.preflight === 'sent' ? ' after a preflight' : '';
  return `Allowed${preflight}: the page at ${quote(facts.pageOrigin ?? 'null')} may read the answer of ${quote(facts.apiOrigin)} (status ${status}).`;
}

function whereBlocked({ phase, leg }: Verdict): string {
  const where = leg > 0 ? `, after ${leg === 1 ? 'a redirect' : `${leg} redirects`}` : '';
  if (phase === 'preflight') return `Blocked at the preflight${where}`;
  return phase === 'redirect' ? `Blocked at a redirect` : `Blocked${where}`;
}

function unseen({ phase }: Verdict): string {
  return phase === null ? 'Blocked before anything was sent' : 'Blocked out of corscope’s sight';
}

function notCors(verdict: Verdict): string {
  const failure = lastStep(verdict, 'fail');
  if (failure !== '') return `Not a CORS failure: ${asClause(failure)}.`;
  return `Not decided by CORS: ${asClause(verdict.steps[0]?.check ?? 'nothing is recorded')}.`;
}

const FACT_TEXT = { credentials: 'the credentials mode', redirect: 'the redirect mode' } as const;

function caseText({ when, outcome, phase, code }: VerdictCase): string {
  const condition = Object.values(when)
    .map(value => `\`${value}\``)
    .join(' with ');
  if (outcome === 'allowed') return `allowed with ${condition}`;
  const where = phase === null || phase === 'actual' ? '' : ` at the ${phase}`;
  return `blocked${where} with ${condition}${code === null ? '' : ` (${code})`}`;
}

function lastStep(verdict: Verdict, result: 'fail'): string {
  return verdict.steps.findLast(step => step.result === result)?.check ?? '';
}

/** A sentence that goes on after a colon: its article loses the capital, header and method names keep theirs. */
function asClause(text: string): string {
  return text.replace(/^(?:The|A|An|No|Status|Nothing|There)\b/, word => word.toLowerCase());
}
