import { isToken } from '../../http/token-list.ts';

interface Terms {
  /** The API's own origin, such as `https://api.example.com`: whom a proxy stands in for. */
  readonly api: string;
  /** Paths that begin with it are covered: `/`, or `/api/v1/` and the like, see `isPathPrefix`. */
  readonly pathPrefix: string;
  /** `host:port` of what a proxy has behind it. */
  readonly upstream: string;
  /** At least one, letter case as asked: methods compare letter by letter. */
  readonly methods: readonly string[];
  /** Names in lower case, those that are allowed without being named left away. */
  readonly requestHeaders: readonly string[];
  /** Names in lower case. */
  readonly exposedHeaders: readonly string[];
  /** Seconds for which a browser may keep a preflight's answer. */
  readonly maxAge: number;
}

interface AnyOrigin {
  /** Every page may read: not together with credentials, which would hand it every user's data. */
  readonly origins: 'any';
  readonly credentials: false;
}

interface NamedOrigins {
  /** At least one, serialised, without duplicates: each is compared as a whole, never as a pattern. */
  readonly origins: readonly string[];
  readonly credentials: boolean;
}

/**
 * Who may read what of an API, as plain data. Recipes write it down for a server. Every name in it is a token and every
 * origin an `isExactOrigin`, whoever makes it: `policyOf` leaves away what is not.
 */
export type Policy = Terms & (AnyOrigin | NamedOrigins);

const HOST = String.raw`(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])`;
const ORIGIN = new RegExp(String.raw`^[a-z][a-z0-9+.-]*://${HOST}(?::\d{1,5})?$`);

/**
 * An origin as browsers serialise it, of a host that DNS could know. `null` is none: every sandboxed frame says it.
 * `capacitor://localhost` and `moz-extension://…` are some.
 */
export function isExactOrigin(text: string): boolean {
  return ORIGIN.test(text);
}

/** Not the wildcard, which is a token too: https://httpwg.org/specs/rfc9110.html#tokens */
export function isHeaderName(text: string): boolean {
  return isToken(text) && text !== '*';
}

/** One that a page can ask for: https://fetch.spec.whatwg.org/#forbidden-method */
export function isMethod(text: string): boolean {
  return isHeaderName(text) && !/^(?:connect|trace|track)$/i.test(text);
}

/** Whole segments of letters, digits, `-`, `.`, `_` and `~`, with a slash at the end. */
export function isPathPrefix(text: string): boolean {
  return /^\/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*\/)*$/.test(text);
}
