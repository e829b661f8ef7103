import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey, Leg } from '../../shared/trace/journey.ts';
import { diffLines, type MutationKind } from '../../shared/trace/mutation.ts';
import { changeSentence } from './changes.ts';
import { outcomeWord } from './failure.ts';

export type LaneKind = 'preflight' | 'request' | 'cached' | 'unsent';

/** Where the path is broken: the browser refuses what it got, or the upstream never answered. */
export type Break = 'browser' | 'upstream';

/** One message and its answer along the path; preflight and request are two lanes of the same path. */
export interface Lane {
  readonly id: string;
  readonly kind: LaneKind;
  readonly title: string;
  readonly exchange: Exchange | null;
  readonly method: string;
  readonly status: string;
  /** Host asked, where it is not the journey's first. */
  readonly elsewhere: string | null;
  /** What corscope changed on the way out and on the way back. */
  readonly out: readonly MutationKind[];
  readonly back: readonly MutationKind[];
  /** The answer is corscope's own: the upstream never saw the request. */
  readonly answeredHere: boolean;
  readonly broken: Break | null;
}

export function lanesOf(journey: Journey, report: JourneyReport): Lane[] {
  // nothing but the browser's own word is known of it
  if (journey.legs.length === 0) return [unsentLane('Request', report.facts.method, 0)];
  const lanes = journey.legs.flatMap((leg, index) => lanesOfLeg(leg, index, journey.legs.length > 1, report));
  const first = lanes.find(lane => lane.exchange !== null)?.exchange?.authority;
  return lanes.map(lane => {
    const authority = lane.exchange?.authority ?? first;
    return authority === first || authority === undefined ? lane : { ...lane, elsewhere: authority };
  });
}

/** The lane that decided the verdict, or else the last one that was sent. */
export function decisiveLane(lanes: readonly Lane[]): Lane | null {
  return lanes.find(lane => lane.broken !== null) ?? lanes.findLast(lane => lane.exchange !== null) ?? lanes[0] ?? null;
}

function lanesOfLeg(leg: Leg, index: number, many: boolean, report: JourneyReport): Lane[] {
  const { verdict } = report;
  const decided = verdict.outcome === 'blocked' && verdict.leg === index ? verdict.phase : null;
  const suffix = many ? ` ${index + 1}` : '';
  const lanes: Lane[] = [];
  if (leg.preflight !== null) {
    lanes.push(sentLane('preflight', `Preflight${suffix}`, leg.preflight, decided === 'preflight'));
  } else if (leg.cachedPreflight !== null) {
    lanes.push({
      ...sentLane('cached', `Preflight${suffix}`, leg.cachedPreflight, decided === 'preflight'),
      id: `${leg.cachedPreflight.id}-cached`,
    });
  }
  if (leg.request !== null) {
    lanes.push(sentLane('request', `Request${suffix}`, leg.request, decided === 'actual' || decided === 'redirect'));
  } else if (decided === 'preflight') lanes.push(unsentLane(`Request${suffix}`, report.facts.method, index));
  return lanes;
}

function sentLane(kind: LaneKind, title: string, exchange: Exchange, refused: boolean): Lane {
  const { received, forwarded, returned, delivered } = exchange;
  return {
    id: exchange.id,
    kind,
    title,
    exchange,
    method: received.method,
    status:
      delivered === null ? (outcomeWord(exchange.outcome) ?? '') : `${delivered.status} ${delivered.reason}`.trim(),
    elsewhere: null,
    out: forwarded === null ? [] : kindsOf(received.lines, forwarded.lines),
    back: returned === null || delivered === null ? [] : kindsOf(returned.lines, delivered.lines),
    answeredHere: forwarded === null && delivered !== null,
    broken: refused ? 'browser' : exchange.outcome.kind === 'failed' ? 'upstream' : null,
  };
}

function unsentLane(title: string, method: string, leg: number): Lane {
  const nothing = { exchange: null, status: '', elsewhere: null, out: [], back: [] };
  const flags = { answeredHere: false, broken: null };
  return { id: `unsent-${leg}`, kind: 'unsent', title, method, ...nothing, ...flags };
}

function kindsOf(before: Exchange['received']['lines'], after: Exchange['received']['lines']): MutationKind[] {
  if (before === after) return [];
  return diffLines(before, after)
    .map(mutation => mutation.kind)
    .filter(kind => kind !== 'reordered');
}

export type Line = 'none' | 'sound' | 'broken';

/** One stretch of a lane as it is drawn: a line out, a line back, a few words on each. */
export interface EdgeView {
  readonly out: Line;
  readonly outLabel: string;
  readonly back: Line;
  readonly backLabel: string;
  readonly dashed: boolean;
}

/** Browser ↔ corscope, and corscope ↔ upstream. */
export function edgesOf(lane: Lane): { readonly near: EdgeView; readonly far: EdgeView } {
  const answered = lane.exchange?.delivered != null;
  const returned = lane.exchange?.returned != null;
  const none = { out: 'none', outLabel: '', back: 'none', backLabel: '', dashed: true } as const;
  if (lane.kind === 'unsent') return { near: { ...none, outLabel: `${lane.method} never sent` }, far: none };
  const near: EdgeView = {
    out: 'sound',
    outLabel: lane.method,
    back: lane.broken === 'browser' ? 'broken' : answered ? 'sound' : lane.broken === 'upstream' ? 'broken' : 'none',
    backLabel: lane.broken === 'upstream' && !answered ? 'network error' : answered ? lane.status : '',
    dashed: lane.kind === 'cached',
  };
  if (lane.answeredHere) return { near, far: { ...none, outLabel: 'not asked' } };
  const far: EdgeView = {
    out: lane.broken === 'upstream' ? 'broken' : 'sound',
    outLabel: lane.broken === 'upstream' ? lane.status : (lane.elsewhere ?? ''),
    back: returned ? 'sound' : 'none',
    backLabel: '',
    dashed: lane.kind === 'cached',
  };
  return { near, far };
}

/** The whole lane in words: what a screen reader says and what the pointer shows. */
export function laneSentence(lane: Lane): string {
  if (lane.kind === 'unsent') return `${lane.title}: ${lane.method}, never sent`;
  const parts = [`${lane.title}: ${lane.method}, ${lane.status === '' ? 'no answer yet' : lane.status}`];
  if (lane.kind === 'cached') parts.push('from the preflight cache');
  if (lane.answeredHere) parts.push('answered by corscope');
  if (lane.out.length > 0) parts.push(`request changed by corscope (${changeSentence(lane.out)})`);
  if (lane.back.length > 0) parts.push(`answer changed by corscope (${changeSentence(lane.back)})`);
  if (lane.broken === 'browser') parts.push('refused by the browser');
  if (lane.broken === 'upstream') parts.push('broken between corscope and the upstream');
  return parts.join('; ');
}
