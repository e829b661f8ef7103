import { factsOf } from '../cors/facts.ts';
import { judge } from '../cors/judge.ts';
import { hintsOf } from '../cors/judge-hints.ts';
import type { Verdict, VerdictCase } from '../cors/verdict.ts';
import type { CredentialsMode } from '../trace/asked.ts';
import type { Journey } from '../trace/journey.ts';

/** The verdict under one credentials mode. */
interface Prospect {
  readonly credentials: CredentialsMode;
  readonly verdict: Verdict;
}

const ANY_MODE: readonly CredentialsMode[] = ['include', 'same-origin', 'omit'];

/**
 * The verdict on `changed`, which is `recorded` with other heads. What followed on the wire is no evidence here: it came of
 * the recorded heads. So the credentials mode is taken from the recorded journey, or left open, and where the browser
 * stopped at a preflight or a redirect that now passes, the verdict goes no further than that: `allowed`, in that phase.
 */
export function foresee(recorded: Journey, before: Verdict, changed: Journey): Verdict {
  const { mode } = factsOf(recorded).credentials;
  const modes = mode === 'unknown' ? ANY_MODE : [mode];
  const follow = stoppedAtRedirect(before) ? { redirect: 'follow' as const } : {};
  const prospects = modes.map(credentials => {
    const verdict = judge(changed, { ...follow, ...hintsOf(recorded), credentials });
    return { credentials, verdict: asFarAsKnown(before, verdict) };
  });
  return agreed(prospects) ?? depending(prospects);
}

/** For a CORS reason, in any case that is possible. */
function stoppedAtRedirect(before: Verdict): boolean {
  return [before, ...before.cases].some(one => isBlockedRedirect(one) && one.code !== null);
}

function isBlockedRedirect({ outcome, phase }: Pick<Verdict, 'outcome' | 'phase'>): boolean {
  return outcome === 'blocked' && phase === 'redirect';
}

/** The judge waits for a request that was never sent, or misses the one that a redirect would have led to. */
function asFarAsKnown(before: Verdict, after: Verdict): Verdict {
  const isWaiting = after.outcome === 'pending' && after.phase === 'preflight' && before.outcome !== 'pending';
  const isCutOff = stoppedAtRedirect(before) && isBlockedRedirect(after) && after.code === null;
  return isWaiting || isCutOff ? { ...after, outcome: 'allowed' } : after;
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
