import type { LineRef } from '../../trace/exchange.ts';
import type { CookieContext } from './cookie-context.ts';
import { type CookieReason, type CookieUnknown, REASON_TEXT, UNKNOWN_TEXT } from './cookie-reason.ts';
import type { CookieObstacles } from './store-cookie.ts';

/** What a browser does with one cookie in one exchange, and why. */
export interface CookieConclusion {
  readonly exchange: string;
  /** The Set-Cookie or Cookie line; null for a cookie that was not sent. */
  readonly line: LineRef | null;
  readonly name: string;
  readonly action: 'set' | 'send';
  readonly result: 'stored' | 'not-stored' | 'sent' | 'not-sent' | 'depends';
  /** Every reason that Chromium would name; empty where there is none, or where it depends. */
  readonly reasons: readonly CookieReason[];
  /** Facts that decide and do not show; empty where none is needed. */
  readonly dependsOn: readonly CookieUnknown[];
  /** With the cookie's name and the host. */
  readonly sentence: string;
}

export function setConclusion(
  name: string,
  line: LineRef,
  { reasons, unknown }: CookieObstacles,
  context: CookieContext,
): CookieConclusion {
  const cookie = `The browser ${reasons.length > 0 ? 'does not store' : 'stores'} ${quoteName(name)} of \`${context.host}\``;
  const base = { exchange: line.exchange, line, name, action: 'set' } as const;
  if (reasons.length > 0)
    return { ...base, result: 'not-stored', reasons, dependsOn: [], sentence: `${cookie}: ${because(reasons)}.` };
  if (unknown.length === 0) return { ...base, result: 'stored', reasons: [], dependsOn: [], sentence: `${cookie}.` };
  const sentence = `Whether the browser stores ${quoteName(name)} of \`${context.host}\` depends on ${depends(unknown)}.`;
  return { ...base, result: 'depends', reasons: [], dependsOn: unknown, sentence };
}

export function sentConclusion(name: string, line: LineRef, { host }: CookieContext): CookieConclusion {
  const sentence = `The browser sent ${quoteName(name)} to \`${host}\`.`;
  return {
    exchange: line.exchange,
    line,
    name,
    action: 'send',
    result: 'sent',
    reasons: [],
    dependsOn: [],
    sentence,
  };
}

/** A cookie that the browser holds and that is not in the request: what is open only says which of the causes it was. */
export function notSentConclusion(
  name: string,
  { reasons, unknown }: CookieObstacles,
  { exchange, host }: CookieContext,
): CookieConclusion {
  const cookie = `The browser did not send ${quoteName(name)} to \`${host}\``;
  return {
    exchange: exchange.id,
    line: null,
    name,
    action: 'send',
    result: 'not-sent',
    reasons,
    dependsOn: unknown,
    sentence: `${cookie}${whyNotSent(reasons, unknown)}.`,
  };
}

function whyNotSent(reasons: readonly CookieReason[], unknown: readonly CookieUnknown[]): string {
  if (reasons.length > 0) return `: ${because(reasons)}`;
  return unknown.length > 0 ? `, which depends on ${depends(unknown)}` : ', though nothing on the wire forbids it';
}

function because(reasons: readonly CookieReason[]): string {
  return reasons.map(reason => REASON_TEXT[reason]).join('; and ');
}

function depends(unknown: readonly CookieUnknown[]): string {
  return unknown.map(fact => UNKNOWN_TEXT[fact]).join(' and on ');
}

function quoteName(name: string): string {
  return name === '' ? 'a cookie without a name' : `the cookie \`${name}\``;
}
