import type { CredentialsMode } from '../trace/asked.ts';
import type { Ending, Possibility } from './ending.ts';
import { asClause } from './step.ts';
import type { Condition, Step, Verdict, VerdictCase } from './verdict.ts';

type Fact = keyof Condition;

/** The verdict where what is left possible ends differently: every case by the facts that decide between them. */
export function dependentVerdict(possible: readonly Possibility[]): Verdict {
  const dependsOn = decidingFacts(possible);
  return {
    outcome: 'depends',
    phase: agreed(possible.map(({ ending }) => ending.phase)),
    code: agreed(possible.map(({ ending }) => ending.code)),
    leg: Math.max(...possible.map(({ ending }) => ending.leg)),
    dependsOn,
    cases: casesOf(possible, dependsOn),
    steps: stepsOf(possible, dependsOn),
  };
}

/** Facts are left away as long as the others still decide. */
function decidingFacts(possible: readonly Possibility[]): Fact[] {
  let facts: Fact[] = ['credentials', 'redirect'];
  for (const fact of [...facts]) {
    const rest = facts.filter(other => other !== fact);
    if (decide(possible, rest)) facts = rest;
  }
  return facts;
}

function decide(possible: readonly Possibility[], facts: readonly Fact[]): boolean {
  const endings = new Map<string, string>();
  for (const { premise, ending } of possible) {
    const key = facts.map(fact => (fact === 'credentials' ? premise.include : premise.redirect)).join(' ');
    const end = signature(ending);
    if ((endings.get(key) ?? end) !== end) return false;
    endings.set(key, end);
  }
  return true;
}

function casesOf(possible: readonly Possibility[], facts: readonly Fact[]): VerdictCase[] {
  const cases = new Map<string, VerdictCase>();
  for (const { premise, ending } of possible) {
    for (const when of conditionsOf(premise, facts)) {
      const outcome = ending.outcome === 'blocked' ? 'blocked' : 'allowed';
      cases.set(`${when.credentials} ${when.redirect}`, { when, outcome, phase: ending.phase, code: ending.code });
    }
  }
  return [...cases.values()];
}

/** For another origin, `same-origin` and `omit` end alike: two cases of one premise. */
function conditionsOf(premise: Possibility['premise'], facts: readonly Fact[]): Condition[] {
  const modes: CredentialsMode[] = premise.include ? ['include'] : ['same-origin', 'omit'];
  const redirect = facts.includes('redirect') ? { redirect: premise.redirect } : {};
  return facts.includes('credentials') ? modes.map(credentials => ({ credentials, ...redirect })) : [redirect];
}

/** What all have in common, then how each ends. */
function stepsOf(possible: readonly Possibility[], facts: readonly Fact[]): Step[] {
  const first = possible[0]?.ending.steps ?? [];
  const steps = first.slice(0, sharedSteps(possible, first));
  const seen = new Set<string>();
  for (const { premise, ending } of possible) {
    const last = ending.steps.at(-1);
    const check = last === undefined ? '' : `${conditionText(premise, facts)}: ${asClause(last.check)}`;
    if (last === undefined || seen.has(check)) continue;
    seen.add(check);
    steps.push({ ...last, check, result: 'depends' });
  }
  return steps;
}

function sharedSteps(possible: readonly Possibility[], first: readonly Step[]): number {
  let shared = 0;
  while (shared < first.length && possible.every(({ ending }) => isSame(ending.steps[shared], first[shared])))
    shared += 1;
  return shared;
}

function isSame(a: Step | undefined, b: Step | undefined): boolean {
  return a === b || a?.check === b?.check;
}

function conditionText(premise: Possibility['premise'], facts: readonly Fact[]): string {
  const credentials = `credentials mode ${premise.include ? '`include`' : '`same-origin` or `omit`'}`;
  const redirect = `redirect mode \`${premise.redirect}\``;
  const known = [facts.includes('credentials') ? credentials : '', facts.includes('redirect') ? redirect : ''];
  return `With ${known.filter(text => text !== '').join(' and ')}`;
}

function signature({ outcome, phase, code }: Ending): string {
  return `${outcome} ${phase ?? ''} ${code ?? ''}`;
}

function agreed<Value>(values: readonly Value[]): Value | null {
  const first = values[0];
  return first !== undefined && values.every(value => value === first) ? first : null;
}
