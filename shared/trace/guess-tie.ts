import type { RequestHead } from '../http/head.ts';
import { firstValue } from '../http/header-line.ts';
import { type Exchange, exchangeTarget } from './exchange.ts';
import { answeredAt } from './preflight.ts';

/** One clock, read before and after a system call. More would tie what a client asks in quick succession. */
const SLACK_MS = 0.5;

/** Requests that can be one and the same share this key: a layer may change Host, the target it mostly passes on. */
export function guessKey(exchange: Exchange): [string, string] {
  return [exchange.received.method, exchangeTarget(exchange)];
}

/**
 * Could `inner` be what a layer made of `outer`? Another tap saw it, asked and answered while the outer one waited for its
 * answer, and with the same Origin, or with none where a layer took it off.
 */
export function canBeBehind(outer: Exchange, inner: Exchange): boolean {
  if (outer.tap === inner.tap || outer.forwarded === null || outer.kind === 'tunnel') return false;
  if (!encloses(outer, inner)) return false;
  if (inner.startedAt < sentAt(outer) - SLACK_MS || inner.startedAt > awaitedUntil(outer) + SLACK_MS) return false;
  if ((answeredAt(inner) ?? 0) > awaitedUntil(outer) + SLACK_MS) return false;
  const origin = firstValue(inner.received.lines, 'origin');
  return origin === null || origin === firstValue(outer.received.lines, 'origin');
}

/** Began before it, or with it and ended after it: so that no two can each be behind the other. */
function encloses(outer: Exchange, inner: Exchange): boolean {
  if (outer.startedAt !== inner.startedAt) return outer.startedAt < inner.startedAt;
  return endOf(outer) > endOf(inner);
}

/** How many header lines of the outer request arrived as they were sent: of several that are possible, the likeliest. */
export function likeness(outer: Exchange, inner: Exchange): number {
  if (outer.forwarded === null) return 0;
  const sent = linesOf(outer.forwarded);
  let count = 0;
  for (const line of linesOf(inner.received)) if (sent.has(line)) count += 1;
  return count;
}

const LINES = new WeakMap<RequestHead, ReadonlySet<string>>();

/** Of many requests at once, each is held against each. */
function linesOf(head: RequestHead): ReadonlySet<string> {
  const known = LINES.get(head) ?? new Set(head.lines.map(([name, value]) => `${name.toLowerCase()}:${value}`));
  LINES.set(head, known);
  return known;
}

export function sentAt({ startedAt, timings }: Exchange): number {
  return startedAt + (timings.forwarded ?? 0);
}

/** Were both under way at one time? Only such requests have anything to do with each other. */
export function overlap(a: Exchange, b: Exchange): boolean {
  return a.startedAt <= endOf(b) + SLACK_MS && b.startedAt <= endOf(a) + SLACK_MS;
}

function endOf({ startedAt, timings }: Exchange): number {
  return timings.ended === null ? Number.POSITIVE_INFINITY : startedAt + timings.ended;
}

function awaitedUntil(outer: Exchange): number {
  return answeredAt(outer) ?? endOf(outer);
}
