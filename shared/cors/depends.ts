import type { Ending, Possibility } from './ending.ts';
import type { Condition, CredentialsMode, Step, Verdict, VerdictCase } from './verdict.ts';

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
      cases.set(JSON.stringify(when), { when, outcome, phase: ending.phase, code: ending.code });
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
  let shared = 0;
  while (shared < first.length && possible.every(({ ending }) => ending.steps[shared]?.check === first[shared]?.check))
    shared += 1;
  const open = possible.flatMap(({ premise, ending }) => {
    const last = ending.steps.at(-1);
    if (last === undefined) return [];
    return [{ ...last, check: `${conditionText(premise, facts)}: ${last.check}`, result: 'depends' as const }];
  });
  const unique = new Map(open.map(step => [step.check, step]));
  return [...first.slice(0, shared), ...unique.values()];
}

function conditionText(premise: Possibility['premise'], facts: readonly Fact[]): string {
  const credentials = premise.include ? 'With credentials `include`' : 'With credentials `same-origin` or `omit`';
  const redirect = `ith redirect mode \`${premise.redirect}\``;
  if (!facts.includes('redirect')) return credentials;
  return facts.includes('credentials') ? `${credentials} and w${redirect}` : `W${redirect}`;
}

function signature({ outcome, phase, code }: Ending): string {
  return `${outcome} ${phase ?? ''} ${code ?? ''}`;
}

function agreed<Value>(values: readonly Value[]): Value | null {
  const first = values[0];
  return first !== undefined && values.every(value => value === first) ? first : null;
}
