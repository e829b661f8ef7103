import { getPublicSuffix } from 'tldts';
import { defaultPath, domainMatch, Cookie as ParsedCookie, parseDate } from 'tough-cookie';
import { firstValue } from '../../http/header-line.ts';
import { answeredAt } from '../../trace/preflight.ts';
import type { Cookie } from './cookie.ts';
import type { CookieContext } from './cookie-context.ts';
import { keepsPrefix } from './cookie-prefix.ts';
import type { CookieReason } from './cookie-reason.ts';

/** A Set-Cookie line as a browser reads it, before it asks who may set cookies at all. */
export interface SetCookie {
  readonly cookie: Cookie;
  /** Reasons in the line itself, whoever sent it; empty where it is well made. */
  readonly malformed: readonly CookieReason[];
  readonly expired: boolean;
}

const LONGEST_PAIR = 4096;
const LONGEST_ATTRIBUTE = 1024;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the standard names them by number
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f]/;

/** https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-the-set-cookie-header-field-2 */
export function readSetCookie(line: string, context: CookieContext): SetCookie {
  const parsed = CONTROL.test(line) ? undefined : ParsedCookie.parse(line, { loose: true });
  if (parsed === undefined) return unreadable(line, context);
  const domain = attribute(parsed.domain);
  const path = attribute(parsed.path);
  return {
    cookie: {
      name: parsed.key,
      domain: domain === null || domain === context.host ? context.host : domain,
      hostOnly: domain === null || (domain === context.host && isPublicSuffix(domain)),
      path: path ?? defaultPath(context.path.replace(/\?.*$/s, '')),
      sameSite: sameSiteOf(parsed.sameSite),
      secure: parsed.secure,
      partitioned: parsed.extensions?.some(text => /^partitioned(?:=|$)/i.test(text)) === true,
    },
    malformed: malformed(parsed, domain, path, context),
    expired: isExpired(parsed, context),
  };
}

function malformed(
  parsed: ParsedCookie,
  domain: string | null,
  path: string | null,
  context: CookieContext,
): CookieReason[] {
  const { key: name, value, secure, httpOnly } = parsed;
  if (name === '' && value === '') return ['NoCookieContent'];
  const reasons: CookieReason[] = [];
  if (name.length + value.length > LONGEST_PAIR) reasons.push('NameValuePairExceedsMaxSize');
  if (domain !== null && !isOwnDomain(domain, context.host)) reasons.push('InvalidDomain');
  if (!keepsPrefix({ name, value, domain, path, secure, httpOnly, trustworthy: context.secure }))
    reasons.push('InvalidPrefix');
  return reasons;
}

/** The host itself or one above it; of public suffixes only the host itself. */
function isOwnDomain(domain: string, host: string): boolean {
  return domain === host || (domainMatch(host, domain) === true && !isPublicSuffix(domain));
}

function isPublicSuffix(domain: string): boolean {
  return getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
}

/** Attributes longer than that are passed over. */
function attribute(value: string | null): string | null {
  return value === null || value === '' || value.length > LONGEST_ATTRIBUTE ? null : value;
}

function sameSiteOf(value: string | undefined): Cookie['sameSite'] {
  return value === 'strict' || value === 'lax' || value === 'none' ? value : null;
}

/** By the server's own clock, where its Date header tells it: browsers correct for the difference. */
function isExpired({ maxAge, expires }: ParsedCookie, { exchange }: CookieContext): boolean {
  if (maxAge !== null) return maxAge === '-Infinity' || (maxAge !== 'Infinity' && maxAge <= 0);
  if (expires === null || expires === 'Infinity') return false;
  const now = parseDate(firstValue(exchange.delivered?.lines ?? [], 'date') ?? '')?.getTime();
  return expires.getTime() <= (now ?? answeredAt(exchange) ?? exchange.startedAt);
}

function unreadable(line: string, context: CookieContext): SetCookie {
  const name = line.slice(0, line.search(/[=;]|$/)).trim();
  const cookie: Cookie = {
    name,
    domain: context.host,
    hostOnly: true,
    path: '/',
    sameSite: null,
    secure: false,
    partitioned: false,
  };
  return { cookie, malformed: [line.trim() === '' ? 'NoCookieContent' : 'DisallowedCharacter'], expired: false };
}
