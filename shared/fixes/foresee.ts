import { factsOf } from '../cors/facts.ts';
import { judge } from '../cors/judge.ts';
import { hintsOf, type JudgeHints } from '../cors/judge-hints.ts';
import { SPEC } from '../cors/spec.ts';
import type { Step, Verdict, VerdictCase } from '../cors/verdict.ts';
import type { CredentialsMode } from '../trace/asked.ts';
import type { Journey } from '../trace/journey.ts';
import { isRedirectStatus } from '../trace/redirect.ts';
import { type Assumption, weightOf } from './assumption.ts';
import type { Hypothesis } from './hypothetical.ts';
import type { FixMatcher } from './scope.ts';
import { nameOf, type Supposition, suppose } from './suppose.ts';

/** A verdict, and what it takes for granted. */
export interface Foreseen {
  readonly verdict: Verdict;
  readonly assumes: readonly Assumption[];
}

/** The verdict under one credentials mode. */
interface Prospect extends Foreseen {
  readonly credentials: CredentialsMode;
}

const ANY_MODE: readonly CredentialsMode[] = ['include', 'same-origin', 'omit'];

/**
 * The verdict on a hypothesis about `recorded`. What followed on the wire is no evidence here: it came of the recorded heads.
 * So the credentials mode is taken from the recorded journey, or left open, and where the browser stopped at a preflight or
 * a redirect that now passes, the verdict goes no further than that: `allowed`, in that phase, with the request that would
 * come next as an assumption.
 */
export function foresee(recorded: Journey, before: Verdict, made: Hypothesis, matcher: FixMatcher): Foreseen {
  const { mode } = factsOf(recorded).credentials;
  const modes = mode === 'unknown' ? ANY_MODE : [mode];
  const goesOn = before.outcome !== 'pending' && (made.leadsOn || stoppedAtRedirect(before) || endsAtPreflight(made));
  const next = goesOn ? suppose(made.journey, recorded, matcher) : null;
  const follow = next !== null || stoppedAtRedirect(before) ? { redirect: 'follow' as const } : {};
  const prospects = modes.map(credentials => {
    const hints = { ...follow, ...hintsOf(recorded), credentials };
    return { credentials, ...(next === null ? known(made, hints) : asFarAsKnown(made, next, hints)) };
  });
  const assumes = heaviest(prospects);
  return { verdict: agreed(prospects) ?? depending(prospects), assumes: [...made.assumes, ...assumes] };
}

function endsAtPreflight({ journey }: Hypothesis): boolean {
  return journey.legs.at(-1)?.request === null;
}

/** For a CORS reason, in any case that is possible. */
function stoppedAtRedirect(before: Verdict): boolean {
  return [before, ...before.cases].some(
    ({ outcome, phase, code }) => outcome === 'blocked' && phase === 'redirect' && code !== null,
  );
}

function known(made: Hypothesis, hints: JudgeHints): Foreseen {
  const verdict = judge(made.journey, hints);
  return { verdict: isUnheard(made, verdict) ? open(verdict) : verdict, assumes: [] };
}

/** It was refused for want of what an answer that nobody has heard may hold. */
function isUnheard({ journey, unheard }: Hypothesis, { outcome, phase, leg }: Verdict): boolean {
  const at = journey.legs[leg];
  const exchange = phase === 'preflight' ? at?.preflight : at?.request;
  return outcome === 'blocked' && exchange != null && unheard.has(exchange.id);
}

function open(verdict: Verdict): Verdict {
  const check = 'What is answered where the redirect leads is not recorded';
  const step: Step = { check, spec: SPEC.redirect, result: 'depends', lines: [] };
  return { ...verdict, outcome: 'depends', code: null, dependsOn: [], cases: [], steps: [...verdict.steps, step] };
}

/** Refused before the supposed request, that stands; after it, nothing is known, and the supposed answer says how sure it is. */
function asFarAsKnown(made: Hypothesis, next: Supposition, hints: JudgeHints): Foreseen {
  const whole = judge(next.journey, hints);
  if (whole.outcome === 'blocked' && !isSupposed(whole, next)) return known(made, hints);
  const verdict = judge(made.journey, hints);
  const steps = verdict.steps.at(-1)?.result === 'fail' ? verdict.steps.slice(0, -1) : verdict.steps;
  const phase = next.stage === 'request' ? 'preflight' : 'redirect';
  return {
    verdict: { ...verdict, outcome: 'allowed', phase, code: null, dependsOn: [], cases: [], steps },
    assumes: [whole.outcome === 'allowed' ? comes(next) : allows(next)],
  };
}

function isSupposed({ leg, phase }: Verdict, { journey, stage }: Supposition): boolean {
  return leg === journey.legs.length - 1 && (stage === 'target' || phase !== 'preflight');
}

function comes(next: Supposition): Assumption {
  return {
    kind: 'answer-comes',
    sentence: `\`${nameOf(next)}\` was not sent: the forecast assumes that it is ${supposed(next)}.`,
  };
}

function supposed({ request: { returned } }: Supposition): string {
  if (returned !== null && isRedirectStatus(returned.status)) return 'redirected as its preflight was';
  const own =
    returned?.lines.length === 0
      ? 'without CORS headers of its own'
      : 'with the CORS headers that the server sent before';
  return `answered ${own}`;
}

function allows(next: Supposition): Assumption {
  const proven = next.stage === 'request' ? 'the preflight' : 'the redirect';
  const sentence = `\`${nameOf(next)}\` was not sent: the forecast covers ${proven} only, and its response may need a fix of its own.`;
  return { kind: 'answer-allows', sentence };
}

function heaviest(prospects: readonly Prospect[]): readonly Assumption[] {
  return prospects.reduce<readonly Assumption[]>(
    (most, { assumes }) => (weightOf(assumes) > weightOf(most) ? assumes : most),
    [],
  );
}

function agreed(prospects: readonly Prospect[]): Verdict | null {
  const [first, ...others] = prospects;
  if (first === undefined || others.some(other => ending(other.verdict) !== ending(first.verdict))) return null;
  return first.verdict;
}

function ending({ outcome, phase, code, cases }: Verdict): string {
  return JSON.stringify([outcome, phase, code, cases]);
}

function depending(prospects: readonly Prospect[]): Verdict {
  const blocked = prospects.find(({ verdict }) => verdict.outcome === 'blocked') ?? prospects[0];
  const cases = prospects.flatMap(casesOf);
  return {
    outcome: 'depends',
    phase: blocked?.verdict.phase ?? null,
    code: blocked?.verdict.code ?? null,
    leg: blocked?.verdict.leg ?? 0,
    dependsOn: cases.some(({ when }) => when.redirect !== undefined) ? ['credentials', 'redirect'] : ['credentials'],
    cases,
    steps: blocked?.verdict.steps ?? [],
  };
}

function casesOf({ credentials, verdict }: Prospect): VerdictCase[] {
  if (verdict.outcome === 'depends') return verdict.cases.map(one => ({ ...one, when: { credentials, ...one.when } }));
  const { outcome, phase, code } = verdict;
  return [{ when: { credentials }, outcome: outcome === 'blocked' ? 'blocked' : 'allowed', phase, code }];
}
