import type { CorsErrorCode } from '../cors/cors-error.ts';
import type { Condition, Phase, Verdict } from '../cors/verdict.ts';
import type { ResponseHead } from '../http/head.ts';
import { firstValue, indexesOf } from '../http/header-line.ts';
import type { Exchange, LineRef } from '../trace/exchange.ts';
import { exchangeUrl } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import { fateIn } from './blame.ts';

/** A browser's refusal, with the exchange whose answer it refused. */
export interface Failure {
  /** Null where the browser refuses without a CORS word of its own. */
  readonly code: CorsErrorCode | null;
  readonly phase: Phase;
  /** The facts under which it refuses; null where it always does. */
  readonly when: Condition | null;
  readonly journey: Journey;
  readonly exchange: Exchange;
  /** The answer as the browser got it. */
  readonly response: ResponseHead;
  /** The Origin header's word, which the page's origin is after a redirect no more. */
  readonly origin: string;
  readonly url: string;
}

interface Judged {
  readonly journey: Journey;
  readonly verdict: Verdict;
}

/** Every refusal of a verdict: one where it is `blocked`, one for each blocked case where it `depends`. */
export function failuresOf({ journey, verdict }: Judged): readonly Failure[] {
  if (verdict.outcome === 'blocked') return [failureAt(journey, verdict, verdict, null)].filter(isFound);
  const blocked = verdict.cases.filter(({ outcome }) => outcome === 'blocked');
  return blocked.map(refused => failureAt(journey, verdict, refused, refused.when)).filter(isFound);
}

/** The first refusal with one of these codes. */
export function failureWith(judged: Judged, codes: readonly CorsErrorCode[]): Failure | null {
  if (!mentions(judged.verdict, codes)) return null;
  return failuresOf(judged).find(({ code }) => code !== null && codes.includes(code)) ?? null;
}

/** Most rules ask, and one or two are meant. */
function mentions({ code, cases }: Verdict, codes: readonly CorsErrorCode[]): boolean {
  if (code !== null && codes.includes(code)) return true;
  return cases.some(one => one.code !== null && codes.includes(one.code));
}

/** The first refusal of a preflight whose answer has a status from `from` up to `to`. */
export function preflightFailure(judged: Judged, from: number, to: number): Failure | null {
  const isSo = ({ phase, response }: Failure) =>
    phase === 'preflight' && response.status >= from && response.status <= to;
  return failuresOf(judged).find(isSo) ?? null;
}

/** Points at every line of that name in the answer that the browser got. */
export function deliveredLines({ exchange, response }: Failure, name: string): LineRef[] {
  return indexesOf(response.lines, name).map(index => ({ exchange: exchange.id, head: 'delivered', index }));
}

/** Points at the lines of that name that a layer further in had sent, where one on the way took them off or changed them. */
export function linesBefore(failure: Failure, name: string): LineRef[] {
  const { seenAt } = fateIn(failure, name);
  if (seenAt === null) return [];
  const head = seenAt.id === failure.exchange.id ? 'returned' : 'delivered';
  return indexesOf(seenAt[head]?.lines ?? [], name).map(index => ({ exchange: seenAt.id, head, index }));
}

/** Points at every line of that name in the request as the browser sent it. */
export function requestedLines({ exchange }: Failure, name: string): LineRef[] {
  return indexesOf(exchange.received.lines, name).map(index => ({ exchange: exchange.id, head: 'received', index }));
}

/** `OPTIONS https://api.lab.test/orders/7`, the query left out. */
export function requestName({ exchange, url }: Failure): string {
  return `${exchange.received.method} ${url.replace(/[?#].*$/s, '')}`;
}

/** `405 Method Not Allowed`. */
export function statusText({ status, reason }: ResponseHead): string {
  return `${status} ${reason}`.trim();
}

function failureAt(
  journey: Journey,
  { leg }: Verdict,
  { code, phase }: { readonly code: CorsErrorCode | null; readonly phase: Phase | null },
  when: Condition | null,
): Failure | null {
  const at = journey.legs[leg];
  const exchange = phase === 'preflight' ? (at?.preflight ?? at?.cachedPreflight) : at?.request;
  if (!exchange?.delivered || phase === null) return null;
  const origin = firstValue(exchange.received.lines, 'Origin') ?? 'null';
  return { code, phase, when, journey, exchange, response: exchange.delivered, origin, url: exchangeUrl(exchange) };
}

function isFound(failure: Failure | null): failure is Failure {
  return failure !== null;
}
