import { domainMatch, pathMatch } from 'tough-cookie';
import type { Cookie } from './cookie.ts';
import type { CookieContext } from './cookie-context.ts';
import type { CookieReason, CookieUnknown } from './cookie-reason.ts';
import { isThirdParty, sameSiteReason, sendsAcross } from './same-site.ts';
import type { CookieObstacles } from './store-cookie.ts';

/**
 * What keeps a browser from sending a cookie that it holds: every reason at once, as Chromium names them.
 * https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-retrieval-algorithm
 */
export function sendObstacles(cookie: Cookie, context: CookieContext): CookieObstacles {
  if (context.credentials === false) return { reasons: ['credentials-mode'], unknown: [] };
  if (!goesToHost(cookie, context.host)) return { reasons: ['DomainMismatch'], unknown: [] };
  const thirdParty = isThirdParty(cookie, context);
  const sameSite = sameSiteReason(cookie, sendsAcross(cookie, context));
  const reasons: CookieReason[] = [];
  if (cookie.secure && !context.secure) reasons.push('SecureOnly');
  if (!pathMatch(context.path.replace(/\?.*$/s, ''), cookie.path)) reasons.push('NotOnPath');
  if (sameSite !== null) reasons.push(sameSite);
  if (thirdParty && context.thirdParty === false) reasons.push('UserPreferences');
  return { reasons, unknown: reasons.length === 0 ? unknownOf(context, thirdParty) : [] };
}

export function goesToHost({ domain, hostOnly }: Cookie, host: string): boolean {
  return domain === host || (!hostOnly && domainMatch(host, domain) === true);
}

function unknownOf(context: CookieContext, thirdParty: boolean): CookieUnknown[] {
  const unknown: CookieUnknown[] = [];
  if (context.credentials === null) unknown.push('credentials');
  if (thirdParty && context.thirdParty === null) unknown.push('third-party-cookies');
  if (context.crossSite === null && !context.navigation) unknown.push('page-site');
  return unknown;
}
