import { judge } from '../cors/judge.ts';
import { SPEC } from '../cors/spec.ts';
import type { Step, Verdict } from '../cors/verdict.ts';
import type { JourneyReport } from '../findings/report.ts';
import { finalReportOf } from '../findings/report-of.ts';
import { createCollector } from '../trace/collect.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import { redirectOf } from '../trace/redirect.ts';
import type { ProbeAsk } from './ask.ts';
import type { ProbeRequest } from './probe-request.ts';
import { asksFirst } from './request-head.ts';

/** What a browser would do with one origin's request by one method, were a rung what it talks to. */
export interface RungJourney {
  readonly origin: string;
  readonly method: string;
  readonly journey: Journey;
  readonly report: JourneyReport;
}

interface Pair {
  readonly request: ProbeRequest;
  readonly exchange: Exchange | null;
}

/** One for each origin and method asked for; none for those to which nothing was sent. */
export function rungJourneys(ask: ProbeAsk, asked: readonly Pair[]): RungJourney[] {
  const page = asked.filter(({ request }) => request.kind === 'preflight' || request.kind === 'request');
  return ask.origins.flatMap(origin =>
    ask.methods.flatMap(method => {
      const pair = page.filter(({ request }) => request.origin === origin && request.method === method);
      const sent = (kind: string) => pair.find(({ request }) => request.kind === kind)?.exchange ?? null;
      const journey = journeyOf(asksFirst(method, ask) ? sent('preflight') : null, sent('request'));
      return journey === null ? [] : [{ origin, method, journey, report: reportFor(journey) }];
    }),
  );
}

/** A browser sends the request only after a preflight that passes. */
function journeyOf(preflight: Exchange | null, request: Exchange | null): Journey | null {
  const collector = createCollector();
  if (preflight !== null) collector.upsert(preflight);
  const [asked = null] = collector.journeys;
  if (asked !== null && judge(asked).outcome !== 'pending') return asked;
  if (request !== null) collector.upsert(request);
  return collector.journeys.at(-1) ?? null;
}

function reportFor(journey: Journey): JourneyReport {
  const report = finalReportOf(journey);
  const target = unfollowed(journey, report.verdict);
  if (target === null) return report;
  const check = `The browser goes on to \`${target}\`; a probe does not, so what the page gets there is not known`;
  const step: Step = { check, spec: SPEC.redirect, result: 'depends', lines: [] };
  const steps = [...report.verdict.steps.slice(0, -1), step];
  const headline = `It depends: the browser goes on to \`${target}\`, whose answer has to let the page in.`;
  return { ...report, verdict: { ...report.verdict, outcome: 'depends', code: null, steps, headline } };
}

/** Where a redirect leads that the browser follows: a record that ends there would mean a refusal, a probe's does not. */
function unfollowed(journey: Journey, { outcome, phase, code, steps }: Verdict): string | null {
  if (outcome !== 'blocked' || phase !== 'redirect' || code !== null) return null;
  const before = steps.at(-2);
  const request = journey.legs.at(-1)?.request ?? null;
  const passed = before?.spec === SPEC.redirect && before.result === 'pass';
  return passed && request !== null ? (redirectOf(request)?.location ?? null) : null;
}
