import { maskLines } from '../http/mask.ts';
import { maskUrl } from '../http/mask-url.ts';
import { checksOf } from './checks.ts';
import { CONCLUSIONS } from './conclusions/index.ts';
import { couldNotTell } from './could-not-tell.ts';
import { outcomeOf, probeHeadline } from './headline.ts';
import type { Ladder, LadderRung } from './ladder.ts';
import { maskExchange } from './mask-exchange.ts';
import type { ConclusionReport, PlannedRequest, ProbeReport, RungReport, Severity } from './probe-report.ts';
import type { ProbeRequest } from './probe-request.ts';
import { errorMakersAt, layersAt } from './recognised.ts';
import { blamedJourneys } from './rung-findings.ts';
import { tableOf } from './table.ts';

/** Everything concluded from what a probe brought home. */
export function reportOf(ladder: Ladder, plan: readonly ProbeRequest[]): ProbeReport {
  const conclusions = conclusionsOf(ladder);
  return {
    event: 'probe',
    url: maskUrl(ladder.ask.url),
    dryRun: false,
    headline: probeHeadline(ladder),
    outcome: outcomeOf(ladder),
    plan: plan.map(planned),
    rungs: ladder.rungs.map(rung => rungReport(ladder, rung)),
    table: tableOf(ladder),
    conclusions,
    couldNotTell: couldNotTell(ladder),
    checks: checksOf(ladder, conclusions),
  };
}

/** What would be sent. */
export function planReport({ ask }: Pick<Ladder, 'ask'>, plan: readonly ProbeRequest[]): ProbeReport {
  return {
    event: 'probe',
    url: maskUrl(ask.url),
    dryRun: true,
    headline: `Nothing was sent: ${plan.length} requests to ${ask.rungs.length === 1 ? 'one address' : `${ask.rungs.length} addresses`} would be.`,
    outcome: 'not-sent',
    plan: plan.map(planned),
    rungs: ask.rungs.map(({ name, address }) => ({ name, address, ...NOTHING_SENT })),
    table: [],
    conclusions: [],
    couldNotTell: [],
    checks: [],
  };
}

const NOTHING_SENT = { reached: false, layers: [], errorMakers: [], answers: [], journeys: [] };

function planned({ number, rung, kind, question, url, head, reason }: ProbeRequest): PlannedRequest {
  return {
    number,
    rung,
    kind,
    question,
    method: head.method,
    url: maskUrl(url),
    headers: maskLines(head.lines),
    reason,
  };
}

function rungReport(ladder: Ladder, rung: LadderRung): RungReport {
  const { name, address, asked, told } = rung;
  return {
    name,
    address,
    reached: told.length > 0,
    layers: layersAt(rung),
    errorMakers: errorMakersAt(rung),
    answers: asked.map(({ request: { number, kind, question }, exchange }) => ({
      number,
      kind,
      question,
      exchange: exchange === null ? null : maskExchange(exchange),
    })),
    journeys: blamedJourneys(ladder, rung),
  };
}

const ORDER: Readonly<Record<Severity, number>> = { blocks: 0, risks: 1, notes: 2 };

function conclusionsOf(ladder: Ladder): ConclusionReport[] {
  return CONCLUSIONS.flatMap(conclusion =>
    conclusion.find(ladder).map(hit => ({
      id: conclusion.id,
      severity: hit.severity ?? conclusion.severity,
      checks: [...new Set([...conclusion.checks, ...(hit.checks ?? [])])],
      layer: hit.layer,
      evidence: hit.evidence,
      ...conclusion.explain(hit, ladder),
    })),
  ).sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}
