import { firstValue } from '../http/header-line.ts';
import { hrefOf, parseUrl } from '../http/url.ts';
import { type Exchange, exchangeUrl } from './exchange.ts';
import { IdMap } from './id-map.ts';
import { ownOrigin } from './own-origin.ts';
import { answeredAt, type PreflightQuestion } from './preflight.ts';
import { methodAfter, redirectOf } from './redirect.ts';

/** Time to resolve, connect and shake hands with another host; later requests for that URL are the page's own. */
const PATIENCE_MS = 10_000;
/** Clocks of a HAR are rounded. */
const SLACK_MS = 50;

/** Redirects that nobody has followed yet. `Owner` is whatever continues with the next request. */
export interface WaitingRedirects<Owner> {
  /** Does nothing where the exchange is no redirect, or is known already. */
  add(exchange: Exchange, owner: Owner): void;
  /**
   * Takes the newest redirect that this request, or preflight, follows: an older one that still waits was refused by its
   * page (mode `manual` or `error`), which the wire does not show.
   */
  take(exchange: Exchange, question: PreflightQuestion | null): Owner | null;
  remove(exchange: Exchange): void;
}

interface Waiting<Owner> {
  readonly exchange: Exchange;
  readonly method: string;
  readonly owner: Owner;
}

export function createWaitingRedirects<Owner>(): WaitingRedirects<Owner> {
  const waiting = new Map<string, Waiting<Owner>[]>();
  const keys = new IdMap<string>();

  function drop(key: string, exchangeId: string): void {
    const rest = waiting.get(key)?.filter(entry => entry.exchange.id !== exchangeId) ?? [];
    if (rest.length === 0) waiting.delete(key);
    else waiting.set(key, rest);
  }

  return {
    add(exchange, owner) {
      const redirect = keys.has(exchange.id) ? null : redirectOf(exchange);
      if (redirect?.target == null) return;
      const key = `${exchange.tap} ${hrefOf(redirect.target)}`;
      keys.set(exchange.id, key);
      const method = methodAfter(redirect.status, exchange.received.method);
      waiting.set(key, [...(waiting.get(key) ?? []), { exchange, method, owner }]);
    },
    take(exchange, question) {
      if (waiting.size === 0) return null;
      const key = `${exchange.tap} ${canonicalUrl(exchange)}`;
      const found = waiting.get(key)?.findLast(entry => follows(entry, exchange, question));
      if (found === undefined) return null;
      drop(key, found.exchange.id);
      return found.owner;
    },
    remove(exchange) {
      const key = keys.get(exchange.id);
      if (key === undefined) return;
      keys.delete(exchange.id);
      drop(key, exchange.id);
    },
  };
}

function canonicalUrl(exchange: Exchange): string {
  const url = exchangeUrl(exchange);
  const parsed = parseUrl(url);
  return parsed === null ? url : hrefOf(parsed);
}

function follows(redirect: Waiting<unknown>, next: Exchange, question: PreflightQuestion | null): boolean {
  const before = redirect.exchange;
  const answered = answeredAt(before) ?? before.startedAt;
  if (next.startedAt < answered - SLACK_MS || next.startedAt > answered + PATIENCE_MS) return false;
  if ((question?.method ?? next.received.method) !== redirect.method) return false;
  if (question === null && !sameLines(before, next, ['sec-fetch-mode', 'sec-fetch-dest'])) return false;
  return isSamePage(before, next);
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header: the page's origin, `null` once tainted, or none at all. */
function isSamePage(before: Exchange, next: Exchange): boolean {
  const origin = firstValue(before.received.lines, 'origin');
  const nextOrigin = firstValue(next.received.lines, 'origin');
  if (origin === null) return nextOrigin === null || nextOrigin === ownOrigin(before) || nextOrigin === 'null';
  if (nextOrigin !== null) return nextOrigin === origin || nextOrigin === 'null';
  const mode = firstValue(next.received.lines, 'sec-fetch-mode');
  return origin === ownOrigin(before) || (mode !== null && mode !== 'cors');
}

function sameLines(before: Exchange, next: Exchange, names: readonly string[]): boolean {
  return names.every(name => {
    const value = firstValue(before.received.lines, name);
    const nextValue = firstValue(next.received.lines, name);
    return value === null || nextValue === null || value === nextValue;
  });
}
