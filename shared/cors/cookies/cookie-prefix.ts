/** What a Set-Cookie line says, as far as the name's prefix asks for it. */
export interface PrefixedCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string | null;
  readonly path: string | null;
  readonly secure: boolean;
  readonly httpOnly: boolean;
  /** It came over a connection that browsers trust. */
  readonly trustworthy: boolean;
}

/**
 * `__Secure-`, `__Host-`, `__Http-` and `__Host-Http-`, in any letter case, each hold the server to its attributes. A value
 * without a name must not pretend. https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-cookie-name-prefixes
 */
export function keepsPrefix(cookie: PrefixedCookie): boolean {
  const name = cookie.name.toLowerCase();
  if (name === '') return !/^__(?:secure|host|http|host-http)-/i.test(cookie.value);
  if (!name.startsWith('__')) return true;
  const secure = cookie.secure && cookie.trustworthy;
  const bound = secure && cookie.domain === null && cookie.path === '/';
  if (name.startsWith('__host-http-')) return bound && cookie.httpOnly;
  if (name.startsWith('__host-')) return bound;
  if (name.startsWith('__http-')) return secure && cookie.httpOnly;
  return !name.startsWith('__secure-') || secure;
}
