import { firstValue, hasHeader } from '../http/header-line.ts';
import { type Exchange, exchangeUrl } from './exchange.ts';
import { answeredAt, hasFailed, type PreflightQuestion } from './preflight.ts';

/** A browser sends the request at once; long enough for a full connection pool, short enough for a retry by hand. */
const PATIENCE_MS = 30_000;

/** More preflights of one kind than a browser keeps under way at once: the older ones have failed. */
const LIMIT = 32;

interface Waiting {
  preflight: Exchange;
  readonly question: PreflightQuestion;
  /** A later preflight asked the same after this one was answered: had it passed, nobody would have had to ask again. */
  superseded: boolean;
}

/** Preflights whose request has not come yet. */
export interface WaitingPreflights {
  add(preflight: Exchange, question: PreflightQuestion): void;
  update(preflight: Exchange): void;
  /** Takes the preflight that this request answers to: the one asking for most of its headers, then the oldest. */
  take(request: Exchange): Exchange | null;
  remove(preflight: Exchange): void;
}

export function createWaitingPreflights(): WaitingPreflights {
  const waiting = new Map<string, Waiting[]>();

  function drop(key: string, entry: Waiting | undefined): void {
    const rest = waiting.get(key)?.filter(other => other !== entry) ?? [];
    if (rest.length === 0) waiting.delete(key);
    else waiting.set(key, rest);
  }

  function find(preflight: Exchange): { key: string; entry: Waiting | undefined } {
    const key = keyOf(preflight, firstValue(preflight.received.lines, 'access-control-request-method') ?? '');
    return { key, entry: waiting.get(key)?.find(entry => entry.preflight.id === preflight.id) };
  }

  return {
    add(preflight, question) {
      const key = keyOf(preflight, question.method);
      const entries = waiting.get(key) ?? [];
      for (const entry of entries) entry.superseded ||= isAnsweredBefore(entry.preflight, preflight.startedAt);
      const kept = entries.filter(entry => !isOver(entry.preflight, preflight.startedAt)).slice(1 - LIMIT);
      waiting.set(key, [...kept, { preflight, question, superseded: false }]);
    },
    update(preflight) {
      const { entry } = find(preflight);
      if (entry !== undefined) entry.preflight = preflight;
    },
    take(request) {
      const key = keyOf(request, request.received.method);
      const best = bestOf(waiting.get(key) ?? [], request);
      if (best === null) return null;
      drop(key, best);
      return best.preflight;
    },
    remove(preflight) {
      const { key, entry } = find(preflight);
      drop(key, entry);
    },
  };
}

function keyOf(exchange: Exchange, method: string): string {
  const origin = firstValue(exchange.received.lines, 'origin') ?? '';
  return `${exchange.tap} ${method} ${origin} ${exchangeUrl(exchange)}`;
}

function bestOf(entries: readonly Waiting[], request: Exchange): Waiting | null {
  let best: Waiting | null = null;
  for (const entry of entries) {
    if (fits(entry, request) && (best === null || rank(entry) > rank(best))) best = entry;
  }
  return best;
}

function fits({ preflight, question }: Waiting, request: Exchange): boolean {
  if (hasFailed(preflight) || request.startedAt < preflight.startedAt) return false;
  if (isOver(preflight, request.startedAt)) return false;
  return question.headers.every(name => hasHeader(request.received.lines, name));
}

function rank({ preflight, question, superseded }: Waiting): number {
  return (superseded ? 0 : 10_000) + (preflight.delivered === null ? 0 : 5_000) + question.headers.length;
}

function isOver(preflight: Exchange, time: number): boolean {
  const answered = answeredAt(preflight);
  return answered === null ? hasFailed(preflight) : time > answered + PATIENCE_MS;
}

function isAnsweredBefore(preflight: Exchange, time: number): boolean {
  const answered = answeredAt(preflight);
  return answered !== null && answered <= time;
}
