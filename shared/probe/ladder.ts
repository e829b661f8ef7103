import type { ResponseHead } from '../http/head.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { ProbeAsk, Rung } from './ask.ts';
import type { ProbeRequest, QuestionKind } from './probe-request.ts';
import { type RungJourney, rungJourneys } from './rung-journey.ts';

/** A question to a rung; `exchange` is null where it was not sent. */
export interface Asked {
  readonly request: ProbeRequest;
  readonly exchange: Exchange | null;
}

/** A question that was answered. */
export interface Told {
  readonly request: ProbeRequest;
  readonly exchange: Exchange;
  readonly head: ResponseHead;
}

export interface LadderRung extends Rung {
  readonly asked: readonly Asked[];
  readonly told: readonly Told[];
  readonly journeys: readonly RungJourney[];
}

/** Everything that a probe brought home. Conclusions are functions of this alone. */
export interface Ladder {
  readonly ask: ProbeAsk;
  /** From the browser inwards. */
  readonly rungs: readonly LadderRung[];
}

/** `exchanges` by the requests' numbers. */
export function ladderOf(
  ask: ProbeAsk,
  plan: readonly ProbeRequest[],
  exchanges: ReadonlyMap<number, Exchange>,
): Ladder {
  const rungs = ask.rungs.map(rung => {
    const asked = plan
      .filter(request => request.rung === rung.name)
      .map(request => ({ request, exchange: exchanges.get(request.number) ?? null }));
    return { ...rung, asked, told: asked.flatMap(toldBy), journeys: rungJourneys(ask, asked) };
  });
  return { ask, rungs };
}

/** The rungs where somebody answered, from the browser inwards. */
export function reachedRungs({ rungs }: Ladder): LadderRung[] {
  return rungs.filter(({ told }) => told.length > 0);
}

/** The first answer to a question of that kind. */
export function toldOf(rung: LadderRung | null, kind: QuestionKind): Told | null {
  return rung?.told.find(({ request }) => request.kind === kind) ?? null;
}

/** The answer to the same question. */
export function toldTo(rung: LadderRung | null, question: string): Told | null {
  return rung?.told.find(({ request }) => request.question === question) ?? null;
}

/** The questions of these kinds, kind by kind: what is said first is spoken of. */
export function questionsIn({ rungs }: Ladder, kinds: readonly QuestionKind[]): string[] {
  const requests = (rungs[0]?.asked ?? []).map(({ request }) => request);
  return kinds.flatMap(kind => requests.filter(request => request.kind === kind).map(({ question }) => question));
}

function toldBy({ request, exchange }: Asked): Told[] {
  const head = exchange?.delivered ?? null;
  return exchange === null || head === null ? [] : [{ request, exchange, head }];
}
