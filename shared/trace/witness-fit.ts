import { firstValue } from '../http/header-line.ts';
import { originOf, parseUrl } from '../http/url.ts';
import { type Draft, firstExchange } from './draft.ts';
import { type Exchange, exchangeRoot, exchangeTarget } from './exchange.ts';
import { preflightQuestion } from './preflight.ts';
import { judgedAnAnswer, pageOriginOf, type Witness } from './witness.ts';

/** Both clocks are this machine's, read in two processes. */
const SLACK_MS = 50;

/** The first leg's method and the root of its URL, and the rest of the URL: what an exchange and an account of one request share. */
export type RequestKey = readonly [string, string];

export function keyOfExchange(exchange: Exchange): RequestKey {
  const method = preflightQuestion(exchange)?.method ?? exchange.received.method;
  return [`${method} ${exchangeRoot(exchange)}`, exchangeTarget(exchange)];
}

/** User name and password stand in no request's URL on the wire. */
export function keyOfWitness({ method, url }: Witness): RequestKey {
  const sent = url.replace(/^([a-z]+:\/\/)[^/?#]*@/, '$1').replace(/#.*$/s, '');
  const [root = ''] = /^[a-z]+:\/\/[^/?#]*/.exec(sent) ?? [];
  return [`${method} ${root}`, sent.slice(root.length)];
}

/** Surely something was sent: such accounts choose their exchange before those of requests that may have been given up. */
export function isSurelySent(witness: Witness): boolean {
  return witness.servedFrom === 'network' || judgedAnAnswer(witness);
}

/** The journey began while the browser waited, on the same page, and ended in a way that the account allows. */
export function fits(witness: Witness, draft: Draft): boolean {
  const first = firstExchange(draft);
  if (first === null) return false;
  if (first.startedAt < witness.startedAt - SLACK_MS || first.startedAt > witness.endedAt + SLACK_MS) return false;
  return isSamePage(witness, first) && isSameEnd(witness, draft);
}

/** https://fetch.spec.whatwg.org/#append-a-request-origin-header: `null` stands for any origin that is not told. */
function isSamePage(witness: Witness, first: Exchange): boolean {
  const told = firstValue(first.received.lines, 'origin');
  const page = pageOriginOf(witness);
  if (told === null) return !toldItsOrigin(witness, page);
  return told === 'null' || page === null || told === page;
}

/** What CORS refused another origin's page had an Origin: a request without is somebody else's, of a script or a health check. */
function toldItsOrigin({ corsError, url }: Witness, page: string | null): boolean {
  const asked = parseUrl(url);
  return corsError !== null && page !== null && asked !== null && originOf(asked) !== page;
}

/** A preflight may go out for a request that a cache then answers. */
function isSameEnd(witness: Witness, { legs }: Draft): boolean {
  const request = legs[0]?.request ?? null;
  if (request === null) return true;
  if (witness.servedFrom === null) return true;
  if (witness.servedFrom !== 'network') return false;
  return request.delivered !== null || request.outcome.kind === 'open';
}
