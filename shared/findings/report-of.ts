import { categoryOf } from '../cors/category.ts';
import { type Facts, factsOf } from '../cors/facts.ts';
import { headline } from '../cors/headline.ts';
import { judge } from '../cors/judge.ts';
import { hintsOf, type JudgeHints } from '../cors/judge-hints.ts';
import { settled } from '../cors/settled.ts';
import type { Verdict } from '../cors/verdict.ts';
import { exchangePaths } from '../trace/exchange-path.ts';
import { allExchangesOf, type Journey } from '../trace/journey.ts';
import { clipExplanation } from './clip-explanation.ts';
import { disagreement } from './disagreement.ts';
import { failuresOf } from './failure.ts';
import type { Finding, JourneyReport, WitnessReport } from './report.ts';
import type { Hit, Rule, Subject } from './rule.ts';
import { RULES } from './rules/index.ts';
import { StatedVerdict } from './stated-verdict.ts';

/** Everything concluded from a journey. Depends on nothing but its arguments, so it can be remembered by identity. */
export function reportOf(journey: Journey, hints: JudgeHints = hintsOf(journey)): JourneyReport {
  return report(journey, () => judge(journey, hints), factsOf(journey, hints));
}

/** The same for a recording that has ended, in which nothing is under way any more. */
export function finalReportOf(journey: Journey): JourneyReport {
  return report(journey, () => settled(journey, judge(journey)), factsOf(journey));
}

function report(journey: Journey, judged: () => Verdict, facts: Facts): JourneyReport {
  const verdict = judged();
  return {
    id: journey.id,
    startedAt: new Date(journey.startedAt).toISOString(),
    facts,
    category: categoryOf(journey, verdict),
    verdict: new StatedVerdict(verdict, withPath(headline(journey, verdict, facts), journey, verdict), judged),
    witness: witnessReport(journey, verdict),
    findings: findingsOf({ journey, verdict, facts }),
    exchanges: allExchangesOf(journey).map(exchange => exchange.id),
  };
}

/** Where taps on the way tell more, the sentence goes on with what happened there. */
function withPath(sentence: string, journey: Journey, verdict: Verdict): string {
  if (journey.trails === undefined || verdict.outcome !== 'blocked') return sentence;
  const exchange = failuresOf({ journey, verdict })[0]?.exchange.id;
  const clause = exchangePaths(journey).find(path => path.exchange === exchange)?.happened[0];
  return clause === undefined ? sentence : `${sentence.replace(/\.$/, '')}; ${clause}.`;
}

function witnessReport(journey: Journey, verdict: Verdict): WitnessReport | null {
  const account = journey.witness;
  if (account === null) return null;
  const outcome = account.outcome === 'allowed' ? 'allowed' : 'blocked';
  return { outcome, code: account.corsError, disagreement: disagreement(journey, verdict), account };
}

function findingsOf(subject: Subject): Finding[] {
  return RULES.flatMap(rule => rule.find(subject).map(hit => findingOf(rule, hit, subject)));
}

function findingOf(rule: Rule, hit: Hit<unknown>, { verdict }: Subject): Finding {
  const { id, scenario, checks } = rule;
  const severity = rule.severity === 'blocks' && mayPass(verdict) ? 'risks' : rule.severity;
  const rows = [...new Set([...checks, ...(hit.checks ?? [])])];
  const { seen, why, change } = clipExplanation(rule.explain(hit));
  return { id, severity, scenario, checks: rows, layer: hit.layer, evidence: hit.evidence, seen, why, change };
}

function mayPass({ outcome, cases }: Verdict): boolean {
  return outcome === 'depends' && cases.some(one => one.outcome === 'allowed');
}
