import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey, Leg } from '../../shared/trace/journey.ts';
import { pathOf } from '../../shared/trace/path.ts';
import { changeSentence } from './changes.ts';
import { corscopeMarks, type EdgeView, layerEdges, layerMarks, NO_EDGE, NO_MARKS, type StationMarks } from './edges.ts';
import { outcomeWord } from './failure.ts';
import { lineOf, type Station } from './stations.ts';

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
  const { received, forwarded, delivered, outcome } = exchange;
  return {
    id: exchange.id,
    kind,
    title,
    exchange,
    method: received.method,
    status: delivered === null ? (outcomeWord(outcome) ?? '') : `${delivered.status} ${delivered.reason}`.trim(),
    elsewhere: null,
    answeredHere: forwarded === null && delivered !== null,
    broken: refused ? 'browser' : outcome.kind === 'failed' ? 'upstream' : null,
  };
}

function unsentLane(title: string, method: string, leg: number): Lane {
  const nothing = { exchange: null, status: '', elsewhere: null, answeredHere: false, broken: null };
  return { id: `unsent-${leg}`, kind: 'unsent', title, method, ...nothing };
}

/** A lane as it is drawn along the stations: an edge before each but the first, and what each station changed. */
export interface LaneView {
  readonly edges: readonly EdgeView[];
  readonly marks: readonly StationMarks[];
}

export function laneView(lane: Lane, journey: Journey, stations: readonly Station[]): LaneView {
  const layers = stations.slice(2);
  const quiet = stations.map(() => NO_MARKS);
  if (lane.exchange === null) {
    const edges = [{ ...NO_EDGE, outLabel: `${lane.method} never sent` }, ...layers.map(() => NO_EDGE)];
    return { edges, marks: quiet };
  }
  const line = lineOf(journey, lane.exchange);
  const [first] = line;
  if (first === undefined) return { edges: [], marks: quiet };
  const path = pathOf(first);
  const dashed = lane.kind === 'cached';
  const inner = layerEdges(line, layers, lane.elsewhere ?? '').map(edge => ({
    ...edge,
    dashed: edge.dashed || dashed,
  }));
  return { edges: [nearEdge(lane), ...inner], marks: [NO_MARKS, corscopeMarks(path), ...layerMarks(path, layers)] };
}

function nearEdge(lane: Lane): EdgeView {
  const answered = lane.exchange?.delivered != null;
  const lost = lane.broken === 'upstream' && !answered;
  return {
    out: 'sound',
    outLabel: lane.method,
    back: lane.broken === 'browser' || lane.broken === 'upstream' ? 'broken' : answered ? 'sound' : 'none',
    backLabel: lost ? 'network error' : answered ? lane.status : '',
    dashed: lane.kind === 'cached',
    tap: null,
  };
}

/** The whole lane in words: what a screen reader says and what the pointer shows. */
export function laneSentence(lane: Lane, { marks }: LaneView, stations: readonly Station[]): string {
  if (lane.kind === 'unsent') return `${lane.title}: ${lane.method}, never sent`;
  const parts = [`${lane.title}: ${lane.method}, ${lane.status === '' ? 'no response yet' : lane.status}`];
  if (lane.kind === 'cached') parts.push('from the preflight cache');
  if (lane.answeredHere) parts.push('answered by corscope');
  for (const [at, { out, back }] of marks.entries()) {
    const by = stations[at]?.name ?? '';
    if (out.length > 0) parts.push(`request changed by ${by} (${changeSentence(out)})`);
    if (back.length > 0) parts.push(`response changed by ${by} (${changeSentence(back)})`);
  }
  if (lane.broken === 'browser') parts.push('refused by the browser');
  if (lane.broken === 'upstream') parts.push('broken between corscope and the upstream');
  return parts.join('; ');
}
