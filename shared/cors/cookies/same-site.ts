import type { Cookie } from './cookie.ts';
import type { CookieContext } from './cookie-context.ts';
import type { CookieReason } from './cookie-reason.ts';

type SameSite = Extract<CookieReason, `${string}SameSite${string}`>;

/**
 * Why SameSite keeps a cookie away from this request or answer; null where it does not, or where nobody knows the page's
 * site. Chromium 156 compares schemes too, and says so in every one of these words.
 * https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-samesite-attribute-2
 */
export function sameSiteReason({ sameSite, secure }: Cookie, crossSite: boolean | null): SameSite | null {
  if (sameSite === 'none') return secure ? null : 'SameSiteNoneInsecure';
  if (crossSite !== true) return null;
  if (sameSite === 'strict') return 'SchemefulSameSiteStrict';
  return sameSite === 'lax' ? 'SchemefulSameSiteLax' : 'SchemefulSameSiteUnspecifiedTreatedAsLax';
}

/** A navigation carries `lax` cookies from wherever it comes, and sets whatever it likes. */
export function sendsAcross({ sameSite }: Cookie, { crossSite, navigation, exchange }: CookieContext): boolean | null {
  if (!navigation) return crossSite;
  return (sameSite === 'strict' || exchange.received.method === 'POST') && crossSite;
}

/** The cookie belongs to another site than the page's, so that the browser's setting on those decides. */
export function isThirdParty({ partitioned }: Cookie, { crossSite, navigation }: CookieContext): boolean {
  return !partitioned && !navigation && crossSite === true;
}
