import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request to corscope's own port is turned away. */
export type Denial = 'foreign-host' | 'foreign-origin' | 'no-token';

export const DENIAL_STATUS: Readonly<Record<Denial, 401 | 403>> = {
  'foreign-host': 403,
  'foreign-origin': 403,
  'no-token': 401,
};

export interface AccessRules {
  /** Values of Host that name corscope itself: everything else may be a rebound DNS name. */
  readonly hosts: ReadonlySet<string>;
  readonly token: string;
}

/** What a person is told. */
export function denialText(denial: Denial, host: string | undefined): string {
  switch (denial) {
    case 'foreign-host':
      return `Host "${host ?? ''}" is not corscope's: use the address that it printed at start`;
    case 'foreign-origin':
      return "requests from other sites' pages are refused: corscope's API is for its own dashboard and for scripts";
    case 'no-token':
      return 'send the token that corscope printed at start, as "Authorization: Bearer TOKEN"';
  }
}

/** Host first (DNS rebinding), then Origin (other sites' pages). https://datatracker.ietf.org/doc/html/rfc6454#section-7 */
export function checkSite(request: IncomingMessage, rules: AccessRules): Denial | null {
  const { host, origin } = request.headers;
  if (host === undefined || !rules.hosts.has(host.toLowerCase())) return 'foreign-host';
  if (origin !== undefined && origin !== `http://${host}`) return 'foreign-origin';
  const site = request.headers['sec-fetch-site'];
  const navigates = request.headers['sec-fetch-mode'] === 'navigate';
  return site === 'cross-site' && !navigates ? 'foreign-origin' : null;
}

/**
 * For a tap that runs elsewhere: it reaches corscope under whatever name its network has for this machine, so any Host
 * will do where the token stands in Authorization, which no page can set on a WebSocket, and no Origin does, which every
 * page sends. All others are checked as everywhere.
 */
export function checkJoin(request: IncomingMessage, rules: AccessRules): Denial | null {
  const { origin, authorization } = request.headers;
  if (origin === undefined && authorization !== undefined && checkToken(request, rules) === null) return null;
  return checkSite(request, rules) ?? checkToken(request, rules);
}

/** Bearer token (RFC 6750 §2.1), or, for a browser's WebSocket that cannot send one, the subprotocol `token.TOKEN`. */
export function checkToken(request: IncomingMessage, rules: AccessRules): Denial | null {
  const bearer = /^Bearer ([^\s]+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(each => each.trim());
  const carried = offered.find(each => each.startsWith('token.'))?.slice('token.'.length);
  const token = bearer ?? carried;
  return token !== undefined && sameText(token, rules.token) ? null : 'no-token';
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
