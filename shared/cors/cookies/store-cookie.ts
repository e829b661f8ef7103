import type { CookieContext } from './cookie-context.ts';
import type { CookieReason, CookieUnknown } from './cookie-reason.ts';
import { isThirdParty, sameSiteReason } from './same-site.ts';
import type { SetCookie } from './set-cookie.ts';

/** What keeps a cookie away, and what might and does not show; both empty where nothing does. */
export interface CookieObstacles {
  readonly reasons: readonly CookieReason[];
  readonly unknown: readonly CookieUnknown[];
}

/**
 * What keeps a browser from storing a cookie, in the order in which Chromium 156 looks: the line itself, third-party
 * blocking, then the attributes; each only where the one before found nothing.
 */
export function storeObstacles(set: SetCookie, context: CookieContext): CookieObstacles {
  if (context.credentials === false) return { reasons: ['credentials-mode'], unknown: [] };
  if (set.malformed.length > 0) return { reasons: set.malformed, unknown: [] };
  const thirdParty = isThirdParty(set.cookie, context);
  if (thirdParty && context.thirdParty === false) return { reasons: ['UserPreferences'], unknown: [] };
  const reasons = attributeReasons(set, context);
  if (reasons.length > 0) return { reasons, unknown: [] };
  const unknown: CookieUnknown[] = [];
  if (context.credentials === null) unknown.push('credentials');
  if (thirdParty && context.thirdParty === null) unknown.push('third-party-cookies');
  if (context.crossSite === null && !context.navigation) unknown.push('page-site');
  return set.expired ? { reasons: ['expired'], unknown } : { reasons, unknown };
}

function attributeReasons({ cookie }: SetCookie, { secure, crossSite, navigation }: CookieContext): CookieReason[] {
  const sameSite = sameSiteReason(cookie, navigation ? false : crossSite);
  const reasons: CookieReason[] = cookie.secure && !secure ? ['SecureOnly'] : [];
  if (sameSite !== null) reasons.push(sameSite);
  else if (cookie.partitioned && !cookie.secure) reasons.push('partitioned-insecure');
  return reasons;
}
