import { type FollowUp, followUpOf } from '../../shared/fixes/apply.ts';
import { withOneLine, without } from '../../shared/fixes/head-lines.ts';
import { followRedirect, MOST_REDIRECTS, type NextRequest } from '../../shared/fixes/operations/follow-redirect.ts';
import { parseRequestHead, parseResponseHead, type RequestHead, writeRequestHead } from '../../shared/http/head.ts';
import { originOf, parseUrl, type Url } from '../../shared/http/url.ts';
import { TRACE_HEADER } from '../../shared/trace/correlation.ts';
import { type Destination, defaultPort, parseAuthority } from './destination.ts';
import { fail } from './ending.ts';
import { addHop, type Following, noteHop } from './hop.ts';
import { leave, reach } from './reach.ts';
import type { RelayState } from './relay-state.ts';
import { type Turn, urlOf } from './turn.ts';

/**
 * A redirect whose target corscope asks itself, because a fix says so: its answer is then not for the client. False for
 * every other answer, and for a redirect that cannot be followed, which the client gets as it came.
 */
export function followsRedirect(relay: RelayState, turn: Turn, bytes: Buffer, text: string): boolean {
  if (turn.fixes.length === 0) return false;
  const { following } = turn;
  return following === null ? begins(relay, turn, bytes, text) : goesOn(relay, turn, following, text);
}

/** The whole request has come: a hop that waited for its body can begin. */
export function resumeFollowing(relay: RelayState): void {
  if (relay.turn?.following?.waits) hop(relay);
}

function begins(relay: RelayState, turn: Turn, bytes: Buffer, text: string): boolean {
  const { recording, request } = turn;
  if (request === null || recording.forwarded === null) return false;
  const redirect = parseResponseHead(text);
  const head = parseRequestHead(recording.forwarded.toString('latin1'));
  const followUp = followUpOf(turn.fixes, { url: urlOf(recording, request), head }, redirect);
  if (followUp === null || !canBegin(relay, turn, followUp)) return false;
  recording.returned = bytes;
  recording.returnedAt = performance.now();
  const from = { redirect, fix: followUp.fix };
  turn.following = { from, home: relay.destination, next: followUp.next, waits: true, hops: [] };
  process.nextTick(() => hop(relay));
  return true;
}

function canBegin(relay: RelayState, turn: Turn, { next }: FollowUp): boolean {
  const { bytes, kept } = turn.recording.requestBody;
  if (next.keepsBody && bytes > kept) return false;
  const to = destinationOf(turn, next.target, relay.destination);
  return to !== null && !relay.settings.isSelf(to);
}

/** The answer of a hop: one more redirect, or what the client gets. */
function goesOn(relay: RelayState, turn: Turn, following: Following, text: string): boolean {
  noteHop(turn, { returned: text });
  const { url, head } = following.next;
  const next = followRedirect.next(url, head, parseResponseHead(text));
  if (next === null) return false;
  const problem =
    typeof next === 'string' ? `${url} leads to nowhere that can be followed` : problemOf(relay, turn, next);
  following.waits = true;
  if (typeof next !== 'string') following.next = next;
  process.nextTick(() => (problem === null ? hop(relay) : giveUp(relay, problem)));
  return true;
}

function problemOf(relay: RelayState, turn: Turn, next: NextRequest): string | null {
  const { hops = [], home = null } = turn.following ?? {};
  const name = nameOf(next);
  if (hops.length >= MOST_REDIRECTS) return `over ${MOST_REDIRECTS} of them`;
  const known = hops.some(({ url, forwarded }) => `${parseRequestHead(forwarded).method} ${url}` === name);
  const begun = turn.request === null ? '' : `${turn.request.method} ${urlOf(turn.recording, turn.request)}`;
  if (known || name === begun) return `back at ${name}`;
  const to = destinationOf(turn, next.target, home);
  return to === null || relay.settings.isSelf(to) ? `to corscope itself: ${next.url}` : null;
}

function nameOf({ url, head }: NextRequest): string {
  return `${head.method} ${url}`;
}

/** A browser would call it a network error as well. */
function giveUp(relay: RelayState, detail: string): void {
  if (!relay.over) fail(relay, { reason: 'redirects', detail });
}

/** Asks where the redirect leads, on a connection of its own: the one before may still be saying what nobody reads. */
function hop(relay: RelayState): void {
  const { turn } = relay;
  const following = turn?.following;
  if (relay.over || !turn || !following?.waits) return;
  leave(relay);
  const { next } = following;
  if (next.keepsBody && !turn.requestDone) return;
  const { requestBody } = turn.recording;
  if (next.keepsBody && requestBody.bytes > requestBody.kept) {
    giveUp(relay, `the request’s ${requestBody.bytes} bytes are more than corscope keeps to send again`);
    return;
  }
  const to = destinationOf(turn, next.target, following.home);
  if (to === null) return;
  const body = next.keepsBody ? turn.recording.body('request') : Buffer.alloc(0);
  // the header that ties taps together was for the way home alone: a stranger's server never sees it
  const head = to === following.home ? next.head : without(next.head, [TRACE_HEADER]);
  const forwarded = writeRequestHead(withLength(head, body.length));
  following.waits = false;
  relay.responses.restart();
  addHop(turn, { url: next.url, upstream: null, forwarded, returned: null });
  reach(relay, to);
  relay.toUpstream.add(Buffer.concat([Buffer.from(forwarded, 'latin1'), body]));
  if (relay.upstream !== null) relay.toUpstream.flush(relay.upstream);
}

/** Methods that mean something by a body say that there is none (RFC 9110 §8.6). */
function withLength(head: RequestHead, bytes: number): RequestHead {
  const says = bytes > 0 || /^(?:POST|PUT|PATCH)$/.test(head.method);
  return says ? withOneLine(head, 'Content-Length', String(bytes)) : head;
}

/** The request's own origin is where the request went: a tap's name for it leads back to the tap. */
function destinationOf({ recording, request }: Turn, target: Url, home: Destination | null): Destination | null {
  const own = request === null ? null : parseUrl(urlOf(recording, request));
  if (own !== null && home !== null && originOf(own) === originOf(target)) return home;
  const scheme = target.scheme === 'https' ? 'https' : 'http';
  const place = parseAuthority(target.host, target.port ?? defaultPort(scheme));
  return place === null ? null : { scheme, ...place };
}
