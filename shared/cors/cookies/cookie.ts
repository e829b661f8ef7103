/** A cookie as a browser holds it. https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-storage-model */
export interface Cookie {
  readonly name: string;
  /** Lower-case, without a leading dot. */
  readonly domain: string;
  /** It goes back to that very host, not to hosts below it. */
  readonly hostOnly: boolean;
  readonly path: string;
  /** Null where the attribute is missing or says something else: browsers then take it for `lax`. */
  readonly sameSite: 'strict' | 'lax' | 'none' | null;
  readonly secure: boolean;
  readonly partitioned: boolean;
}
