import type { JourneyReport } from '../../shared/findings/report.ts';
import { maskUrl } from '../../shared/http/mask-url.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { exchangesOf, type Journey } from '../../shared/trace/journey.ts';
import { outcomeWord } from './failure.ts';
import { type OutcomeName, PHASE_WORDS } from './outcome.ts';
import { clock, splitUrl, withoutScheme } from './text.ts';

/** What one line of the journey list says. */
export interface Row {
  readonly outcome: OutcomeName;
  readonly phase: string;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly url: string;
  readonly from: string;
  readonly status: string;
  /** The status that the upstream gave, where a fix made another of it. */
  readonly statusBefore: string | null;
  readonly layer: string;
  readonly time: string;
  readonly fixed: boolean;
  readonly redirects: number;
  /** The browser's own account says otherwise. */
  readonly disagrees: boolean;
}

export function rowOf(journey: Journey, report: JourneyReport): Row {
  const { facts, verdict } = report;
  const url = maskUrl(facts.url);
  const { host, path } = splitUrl(url);
  const decisive = decisiveExchange(journey, verdict);
  return {
    outcome: verdict.outcome,
    phase: verdict.phase === null ? '' : PHASE_WORDS[verdict.phase],
    method: facts.method,
    host,
    path,
    url,
    from: facts.pageOrigin === null ? '' : withoutScheme(facts.pageOrigin),
    status: statusOf(decisive),
    statusBefore: statusBefore(decisive),
    layer: report.findings.find(finding => finding.severity === 'blocks')?.layer ?? '',
    time: clock(journey.startedAt),
    fixed: exchangesOf(journey).some(exchange => exchange.fixes.length > 0),
    redirects: Math.max(0, journey.legs.length - 1),
    disagrees: report.witness !== null && report.witness.disagreement !== null,
  };
}

/** The exchange whose answer decided the verdict, or the last one that there is. */
export function decisiveExchange(journey: Journey, verdict: JourneyReport['verdict']): Exchange | null {
  const leg = journey.legs[verdict.leg] ?? journey.legs.at(-1);
  if (leg === undefined) return null;
  if (verdict.phase === 'preflight' && leg.preflight !== null) return leg.preflight;
  return leg.request ?? leg.preflight;
}

function statusOf(exchange: Exchange | null): string {
  if (exchange === null) return '';
  if (exchange.delivered !== null) return String(exchange.delivered.status);
  return outcomeWord(exchange.outcome) ?? '';
}

function statusBefore(exchange: Exchange | null): string | null {
  const returned = exchange?.returned ?? null;
  const delivered = exchange?.delivered ?? null;
  if (returned === null || delivered === null || returned.status === delivered.status) return null;
  return String(returned.status);
}
