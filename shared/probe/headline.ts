import { blameRung } from './blame.ts';
import { type Ladder, type LadderRung, reachedRungs } from './ladder.ts';
import type { ProbeReport } from './probe-report.ts';
import type { RungJourney } from './rung-journey.ts';
import { layerName } from './words.ts';

/** How the page fares on the first rung: the way that its own requests go. */
export function outcomeOf({ rungs }: Ladder): ProbeReport['outcome'] {
  const [outermost] = rungs;
  if (outermost === undefined || outermost.told.length === 0) return 'unreachable';
  const outcomes = outermost.journeys.map(({ report }) => report.verdict.outcome);
  if (outcomes.includes('blocked')) return 'blocked';
  if (outermost.journeys.some(isUnanswered)) return 'unreachable';
  return outcomes.includes('depends') ? 'depends' : 'allowed';
}

/** The worst of the journeys there, and from which layer outwards it ends so. */
export function probeHeadline(ladder: Ladder): string {
  const [outermost] = ladder.rungs;
  if (outermost === undefined || outermost.told.length === 0) {
    return `No response from ${outermost === undefined ? 'anybody' : `${layerName(ladder, outermost)} at \`${outermost.address}\``}.`;
  }
  const worst = worstOf(outermost);
  if (worst === null) return 'None of the page’s own requests was sent.';
  return `${worst.report.verdict.headline}${whereFrom(ladder, worst)}`;
}

function worstOf({ journeys }: LadderRung): RungJourney | null {
  const ending = (outcome: string) => journeys.find(({ report }) => report.verdict.outcome === outcome);
  return ending('blocked') ?? journeys.find(isUnanswered) ?? ending('depends') ?? journeys[0] ?? null;
}

/** Not a matter of CORS because nothing came; where the page's own origin is asked, something came. */
function isUnanswered({ report: { verdict } }: RungJourney): boolean {
  return verdict.outcome === 'not-cors' && verdict.steps.some(({ result }) => result === 'fail');
}

function whereFrom(ladder: Ladder, worst: RungJourney): string {
  if (worst.report.verdict.outcome !== 'blocked' || reachedRungs(ladder).length < 2) return '';
  const blamed = blameRung(ladder, rung => journeyLike(rung, worst)?.report.verdict.code === worst.report.verdict.code);
  if (blamed === null) return '';
  const name = layerName(ladder, blamed.layer);
  const { inner } = blamed;
  if (inner === null) return ` It is the same at every layer that responded, including ${name}.`;
  const before = journeyLike(inner, worst)?.report.verdict;
  const other = layerName(ladder, inner);
  return before?.outcome === 'blocked'
    ? ` The cause is at ${name}; requested directly, ${other} fails differently: ${before.headline}`
    : ` The cause is at ${name}: requested directly, ${other} allows the page.`;
}

function journeyLike({ journeys }: LadderRung, { origin, method }: RungJourney): RungJourney | undefined {
  return journeys.find(journey => journey.origin === origin && journey.method === method);
}
