import { exchangesOf, type Journey } from '../trace/journey.ts';
import type { Facts } from './facts.ts';
import { onlyWord } from './on-word.ts';
import { asClause, quote } from './step.ts';
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
      return `${journey.legs.length > 0 ? whereBlocked(verdict) : unseen(journey, verdict)}: ${asClause(lastStep(verdict, 'fail'))}.`;
    case 'depends':
      return depends(verdict);
    case 'not-cors':
      return notCors(verdict);
    case 'pending':
      return `Pending: ${quote(`${facts.method} ${facts.url}`)} has no response yet.`;
  }
}

function depends({ cases, dependsOn, steps }: Verdict): string {
  if (cases.length === 0) return `Depends: ${asClause(steps.at(-1)?.check ?? '')}.`;
  const facts = dependsOn.map(fact => FACT_TEXT[fact]).join(' and ');
  const [first] = cases;
  if (first !== undefined && cases.every(one => one.outcome === 'blocked' && one.phase === first.phase)) {
    return `Blocked${atPhase(first.phase)}; the reason depends on ${facts}: ${casesText(cases, reasonText)}.`;
  }
  const ends = dependsOn.length > 1 ? onlyAllowed(cases) : casesText(cases, outcomeText);
  return `Depends on ${facts}: ${ends}.`;
}

function allowed(journey: Journey, facts: Facts): string {
  const status = exchangesOf(journey).at(-1)?.delivered?.status ?? 0;
  const preflight = facts.preflight === 'sent' ? ' after a preflight' : '';
  return `Allowed${preflight}: the page at ${quote(facts.pageOrigin ?? 'null')} may read the response of ${quote(facts.apiOrigin)} (status ${status}).`;
}

function whereBlocked({ phase, leg }: Verdict): string {
  const where = leg > 0 ? `, after ${leg === 1 ? 'a redirect' : `${leg} redirects`}` : '';
  if (phase === 'preflight') return `Blocked at the preflight${where}`;
  return phase === 'redirect' ? `Blocked at a redirect` : `Blocked${where}`;
}

/** What was refused for a header of a response was sent, though corscope saw nothing of it. */
function unseen({ witness }: Journey, { phase }: Verdict): string {
  const judged = /^(?:corp|coep|coop)|^content-type$/.test(witness?.blockedReason ?? '');
  return phase === null && !judged ? 'Blocked before anything was sent' : 'Blocked, unseen by corscope';
}

function notCors(verdict: Verdict): string {
  const failure = lastStep(verdict, 'fail');
  if (failure !== '') return `Not a CORS failure: ${asClause(failure)}.`;
  return `Not decided by CORS: ${asClause(verdict.steps[0]?.check ?? 'nothing is recorded')}.`;
}

const FACT_TEXT = { credentials: 'the credentials mode', redirect: 'the redirect mode' } as const;

/** Two facts make nine cases: it is enough to tell which of them are allowed. */
function onlyAllowed(cases: readonly VerdictCase[]): string {
  const allowed = cases.filter(({ outcome }) => outcome === 'allowed');
  const blocked = cases.filter(({ outcome }) => outcome === 'blocked');
  const phases = new Set(blocked.map(({ phase }) => phase));
  const codes = [...new Set(blocked.map(({ code }) => code).filter(code => code !== null))];
  const where = phases.size === 1 ? atPhase(blocked[0]?.phase ?? null) : '';
  const why = codes.length === 0 ? '' : ` (${codes.join(' or ')})`;
  return `${casesText(allowed, outcomeText)}, otherwise blocked${where}${why}`;
}

/** Cases that end alike are told together: "allowed with `same-origin` or `omit`". */
function casesText(cases: readonly VerdictCase[], text: (one: VerdictCase, condition: string) => string): string {
  const ends = new Map<string, VerdictCase[]>();
  for (const one of cases) {
    const key = JSON.stringify([one.when.credentials === 'include', one.outcome, one.phase, one.code]);
    ends.set(key, [...(ends.get(key) ?? []), one]);
  }
  return [...ends.values()].flatMap(alike => alike.slice(0, 1).map(one => text(one, conditionText(alike)))).join(', ');
}

function outcomeText({ outcome, phase, code }: VerdictCase, condition: string): string {
  if (outcome === 'allowed') return `allowed with ${condition}`;
  return `blocked${atPhase(phase)} with ${condition}${code === null ? '' : ` (${code})`}`;
}

function reasonText({ code }: VerdictCase, condition: string): string {
  return `${code ?? 'a reason other than CORS'} with ${condition}`;
}

function atPhase(phase: VerdictCase['phase']): string {
  return phase === null || phase === 'actual' ? '' : ` at the ${phase}`;
}

function conditionText(cases: readonly VerdictCase[]): string {
  return [either(cases.map(({ when }) => when.credentials)), redirectsText(cases)]
    .filter(text => text !== '')
    .join(' and redirect mode ');
}

const REDIRECT_MODES = 3;

/** Empty where they end alike whatever the redirect mode. */
function redirectsText(cases: readonly VerdictCase[]): string {
  const modes = new Set(cases.map(({ when }) => when.redirect));
  return modes.size === REDIRECT_MODES ? '' : either([...modes]);
}

function either(values: readonly (string | undefined)[]): string {
  const known = values.filter(value => value !== undefined);
  return [...new Set(known)].map(value => `\`${value}\``).join(' or ');
}

function lastStep(verdict: Verdict, result: 'fail'): string {
  return verdict.steps.findLast(step => step.result === result)?.check ?? '';
}
