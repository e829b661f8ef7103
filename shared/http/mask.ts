import type { HeaderLine } from './header-line.ts';
import { maskUrl, maskUrls } from './mask-url.ts';

/** Names that carry a secret as their whole value, apart from those read by their grammar below. */
const SECRET_NAME =
  /(?:^|[-_])(?:api-?key|apikey|token|secret|password|passwd|signature|jwt|assertion|subscription-key|functions-key|session-?id)$/;

/** Names whose whole value is a URL, those among them in which proxies pass on what was asked for. */
const URL_NAME =
  /^(?:location|content-location|referer|x-original-ur[il]|x-rewrite-url|x-forwarded-uri|x-envoy-original-path|sourcemap)$/;

/**
 * Hides the secret in a header line for screen and exports, and leaves what one debugs by: the scheme, cookie names and
 * attributes, and how long the secret is. A line without a secret stays the same object. The result is Unicode text for
 * people, not bytes for a wire.
 */
export function maskLine(line: HeaderLine): HeaderLine {
  const masked = maskValue(line[0].toLowerCase(), line[1]);
  return masked === line[1] ? line : [line[0], masked];
}

export function maskLines(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  const masked = lines.map(maskLine);
  return masked.every((line, index) => line === lines[index]) ? lines : masked;
}

function maskValue(name: string, value: string): string {
  if (name === 'authorization' || name === 'proxy-authorization') return maskCredentials(value);
  if (name === 'cookie') return value.split(';').map(maskPair).join(';');
  if (name === 'set-cookie') return maskSetCookie(value);
  if (URL_NAME.test(name)) return maskUrl(value);
  if (name === 'link' || name === 'refresh') return maskUrls(value);
  return SECRET_NAME.test(name) ? maskSecret(value) : value;
}

/** `Bearer x` keeps its scheme (RFC 9110 §11.4); a value without one is all secret. */
function maskCredentials(value: string): string {
  const space = value.indexOf(' ');
  return space === -1 ? maskSecret(value) : `${value.slice(0, space)} ${maskSecret(value.slice(space + 1))}`;
}

/** The attributes decide whether a browser sends the cookie, so they stay (RFC 6265 §4.1). */
function maskSetCookie(value: string): string {
  const end = value.indexOf(';');
  return end === -1 ? maskPair(value) : maskPair(value.slice(0, end)) + value.slice(end);
}

function maskPair(pair: string): string {
  const equals = pair.indexOf('=');
  if (equals !== -1) return `${pair.slice(0, equals)}=${maskSecret(pair.slice(equals + 1))}`;
  const [space = ''] = /^\s*/.exec(pair) ?? [];
  return space + maskSecret(pair.slice(space.length));
}

function maskSecret(secret: string): string {
  return secret === '' ? '' : `•••(${secret.length})`;
}
