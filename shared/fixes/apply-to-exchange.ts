import { clipValues } from '../http/clip.ts';
import { type ResponseHead, writeResponseHead } from '../http/head.ts';
import { type Exchange, exchangeUrl } from '../trace/exchange.ts';
import type { OwnChange } from '../trace/own-change.ts';
import { redirectIn } from '../trace/redirect.ts';
import { answerOf, applyToRequest, applyToResponse, type FixedResponse, followUpOf } from './apply.ts';
import type { Assumption } from './assumption.ts';
import type { Fix } from './fix.ts';
import { keepOutOfCaches } from './keep-fresh.ts';
import type { NextRequest } from './operations/follow-redirect.ts';
import type { FixMatcher } from './scope.ts';

/** An exchange under other fixes, and what that takes for granted. */
export interface Hypothetical {
  /** The same object where nothing differs. */
  readonly exchange: Exchange;
  readonly assumes: readonly Assumption[];
  /** The answer stands for one that nobody has heard: that of a redirect's target. */
  readonly unheard: boolean;
}

/** The exchange as it would have been with exactly these fixes on; see `underFixes`. */
export function applyToExchange(matcher: FixMatcher, exchange: Exchange): Exchange {
  return underFixes(matcher, exchange, []).exchange;
}

/**
 * What is delivered, worked out anew from what the upstream returned. The same exchange where there is no evidence of what
 * the upstream would have said: it never answered, or corscope answered in its place. `later`: what the browser was
 * answered where this exchange's redirect led, one answer for each request that followed.
 */
export function underFixes(matcher: FixMatcher, exchange: Exchange, later: readonly ResponseHead[]): Hypothetical {
  if (exchange.kind === 'tunnel') return { exchange, assumes: [], unheard: false };
  const url = exchangeUrl(exchange);
  const fixes = matcher({ tap: exchange.tap, url, received: exchange.received });
  const answer = answerOf(fixes, exchange.received);
  if (answer !== null) return { exchange: answered(exchange, answer), assumes: [], unheard: false };
  if (exchange.returned === null) return unasked(exchange, fixes);
  if (fixes.length === 0 && exchange.fixes.length === 0) return { exchange, assumes: [], unheard: false };
  return withAnswer({ exchange, fixes, url }, exchange.returned, later);
}

interface Case {
  readonly exchange: Exchange;
  /** Those in scope. */
  readonly fixes: readonly Fix[];
  readonly url: string;
}

function withAnswer(
  { exchange, fixes, url }: Case,
  returned: ResponseHead,
  later: readonly ResponseHead[],
): Hypothetical {
  const { received } = exchange;
  const followUp = followUpOf(fixes, { url, head: received }, returned);
  const heard = followUp === null ? returned : finalAnswer(exchange, later);
  const from = followUp === null ? null : { redirect: returned, fix: followUp.fix };
  const answer = applyToResponse(fixes, received, heard ?? UNHEARD, from);
  const request = applyToRequest(fixes, received, sentBefore(exchange));
  const touched = [...new Set([...request.applied, ...answer.applied])];
  if (touched.length === 0 && exchange.fixes.length === 0) return { exchange, assumes: [], unheard: false };
  const assumes = alteredRequest(exchange, url, request.changes);
  if (followUp !== null && heard === null) assumes.push(unheardTarget(followUp.next));
  if (isAsDelivered(answer.head, exchange) && request.applied.length === 0)
    return { exchange, assumes, unheard: false };
  const changes = [...request.changes, ...answer.changes];
  return {
    exchange: { ...exchange, forwarded: request.head, delivered: answer.head, fixes: touched, changes },
    assumes,
    unheard: heard === null,
  };
}

/** Also where it is the same but for what corscope did for the caches' sake. */
function isAsDelivered(head: ResponseHead, { received, delivered }: Exchange): boolean {
  if (delivered === null || head === delivered) return head === delivered;
  const live = keepOutOfCaches(received, head).head;
  return writeResponseHead(live) === writeResponseHead(delivered);
}

/** Stands for an answer of which nothing is known but that it comes. */
const UNHEARD: ResponseHead = { version: 'HTTP/1.1', status: 200, reason: 'OK', lines: [] };

/** What corscope was answered when it followed the redirect, or the browser when it did; null where neither came to an end. */
function finalAnswer({ followed = [] }: Exchange, later: readonly ResponseHead[]): ResponseHead | null {
  const last = followed.at(-1)?.returned ?? later.at(-1) ?? null;
  return last === null || redirectIn(last, () => 'https://a.invalid/') !== null ? null : last;
}

/** The head as it would have gone on without the fixes of that time. */
function sentBefore({ received, forwarded, changes = [] }: Exchange): Exchange['received'] {
  return forwarded === null || changes.some(({ head }) => head === 'forwarded') ? received : forwarded;
}

function alteredRequest(exchange: Exchange, url: string, changes: readonly OwnChange[]): Assumption[] {
  const { changes: before = [], received } = exchange;
  const isKnown = (name: string) => before.some(({ head, names }) => head === 'forwarded' && names.includes(name));
  const names = changes.flatMap(change => change.names).filter(name => !isKnown(name));
  if (names.length === 0) return [];
  const sentence = `How the server responds to \`${received.method} ${url}\` with a different ${names.join(', ')} is not recorded: the forecast uses the recorded response.`;
  return [{ kind: 'answer-stays', sentence: clipValues(sentence) }];
}

function unheardTarget({ url, head: { method } }: NextRequest): Assumption {
  const sentence = `The response to \`${method} ${url}\` is not recorded: the forecast assumes a 200 without headers of its own.`;
  return { kind: 'answer-comes', sentence: clipValues(sentence) };
}

/** corscope answered at the time, and now the upstream is to: what it says, nobody knows. */
function unasked(exchange: Exchange, fixes: readonly Fix[]): Hypothetical {
  const was = exchange.delivered !== null && exchange.fixes.length > 0;
  const still = fixes.some(({ id }) => exchange.fixes.includes(id));
  if (!was || still) return { exchange, assumes: [], unheard: false };
  const sentence = `corscope answered \`${exchange.received.method} ${exchangeUrl(exchange)}\` itself at the time: the response of \`${exchange.authority}\` is not recorded.`;
  return { exchange, assumes: [{ kind: 'answer-stays', sentence: clipValues(sentence) }], unheard: false };
}

function answered(exchange: Exchange, { head, applied, changes }: FixedResponse): Exchange {
  const empty = { bytes: 0, kept: 0 };
  return {
    ...exchange,
    upstream: null,
    forwarded: null,
    returned: null,
    delivered: head,
    interim: [],
    responseTrailers: [],
    responseBody: empty,
    outcome: { kind: 'answered' },
    fixes: applied,
    changes,
  };
}
