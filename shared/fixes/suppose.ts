import { clip } from '../http/clip.ts';
import { type HeaderLine, sameName } from '../http/header-line.ts';
import { originOf, parseUrl, type Url } from '../http/url.ts';
import { type Exchange, exchangeUrl } from '../trace/exchange.ts';
import type { Journey, Leg } from '../trace/journey.ts';
import { ownOrigin } from '../trace/own-origin.ts';
import { preflightQuestion } from '../trace/preflight.ts';
import { methodAfter, type Redirect, redirectOf } from '../trace/redirect.ts';
import { underFixes } from './apply-to-exchange.ts';
import { withOneLine, without } from './head-lines.ts';
import type { FixMatcher } from './scope.ts';

/** A journey with the request at its end that the browser would have sent next, and an answer as it may be. */
export interface Supposition {
  readonly journey: Journey;
  readonly request: Exchange;
  /** `request`: the one that the last leg's preflight asked leave for; `target`: of the last leg's redirect. */
  readonly stage: 'request' | 'target';
}

/** `recorded` is the journey as it was. Null where the last leg is complete, or its redirect leads nowhere. */
export function suppose(journey: Journey, recorded: Journey, matcher: FixMatcher): Supposition | null {
  const at = journey.legs.length - 1;
  const [leg, before] = [journey.legs[at], recorded.legs[at]];
  if (leg === undefined || before === undefined) return null;
  const { preflight, request } = leg;
  if (request !== null) {
    const redirect = redirectOf(request);
    return redirect === null ? null : atTarget(journey, request, redirect, matcher);
  }
  if (preflight === null || preflight.delivered === null) return null;
  return afterPreflight(journey, preflight, before.preflight ?? preflight, matcher);
}

function afterPreflight(
  journey: Journey,
  preflight: Exchange,
  recorded: Exchange,
  matcher: FixMatcher,
): Supposition | null {
  const question = preflightQuestion(preflight);
  if (question === null) return null;
  const lines = preflight.received.lines.filter(([name]) => sameName(name, 'host') || sameName(name, 'origin'));
  const received = { ...preflight.received, method: question.method, lines };
  const request = underFixes(matcher, answeredLike(recorded, { ...preflight, received }), []).exchange;
  const last = { ...lastLeg(journey), request };
  return { journey: { ...journey, legs: journey.legs.with(-1, last) }, request, stage: 'request' };
}

function atTarget(
  journey: Journey,
  before: Exchange,
  { status, target }: Redirect,
  matcher: FixMatcher,
): Supposition | null {
  if (target === null || target.host === '' || (target.scheme !== 'http' && target.scheme !== 'https')) return null;
  const { scheme, host, port } = target;
  const authority = port === null ? host : `${host}:${port}`;
  const named = withOneLine(without(before.received, ['Authorization', 'Cookie']), 'Host', authority);
  const origin = originAt(before, target);
  const tainted = origin === null ? named : withOneLine(named, 'Origin', origin);
  const received = { ...tainted, method: methodAfter(status, before.received.method), target: target.path };
  const own = originOf(target) === ownOrigin(before);
  const asked = answeredLike(own ? before : null, { ...before, scheme, authority, received });
  const request = underFixes(matcher, asked, []).exchange;
  const leg: Leg = { preflight: null, cachedPreflight: null, request };
  return { journey: { ...journey, legs: [...journey.legs, leg] }, request, stage: 'target' };
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header, for a request in mode `cors`. */
function originAt(before: Exchange, target: Url): string | null {
  const origin = before.received.lines.find(([name]) => sameName(name, 'origin'))?.[1] ?? null;
  const own = ownOrigin(before);
  const leaves = originOf(target) !== own;
  if (origin === null) return leaves ? own : null;
  return origin !== own && leaves ? 'null' : origin;
}

/**
 * A 200 with the CORS lines that the same server gave before, to the preflight or with the redirect; without any where there
 * are none. A preflight that was sent on to https, or to a path with a slash, was sent where the request is sent as well.
 */
function answeredLike(before: Exchange | null, asked: Exchange): Exchange {
  const answer = before?.returned ?? null;
  const target = before === null ? null : (redirectOf({ ...before, delivered: answer })?.target ?? null);
  const isSent = before !== null && before !== asked && target !== null && leadsToSamePath(before, target);
  const redirect = isSent && preflightQuestion(before) !== null ? answer : null;
  const lines = (answer?.lines ?? []).filter(isOriginLine);
  const head = redirect ?? { version: 'HTTP/1.1', status: 200, reason: 'OK', lines };
  return {
    ...asked,
    id: 'supposed',
    kind: 'http',
    forwarded: asked.received,
    returned: head,
    delivered: head,
    outcome: { kind: 'answered' },
    fixes: [],
    changes: [],
    followed: [],
  };
}

/** Another scheme or host, or a slash at the end: whatever is asked there is sent on. */
export function leadsToSamePath(exchange: Exchange, target: Url): boolean {
  const bare = (path: string | undefined) => path?.replace(/\/+(?=\?|$)/, '') ?? null;
  return bare(parseUrl(exchangeUrl(exchange))?.path) === bare(target.path);
}

function isOriginLine([name]: HeaderLine): boolean {
  return sameName(name, 'access-control-allow-origin') || sameName(name, 'access-control-allow-credentials');
}

function lastLeg({ legs }: Journey): Leg {
  return legs.at(-1) ?? { preflight: null, cachedPreflight: null, request: null };
}

/** `PUT https://api.lab.test/orders/7` */
export function nameOf({ request }: Supposition): string {
  return clip(`${request.received.method} ${exchangeUrl(request)}`);
}
