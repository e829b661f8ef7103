/**
 * Why a browser does not store or send a cookie: the words of the DevTools protocol's `SetCookieBlockedReason` and
 * `CookieBlockedReason`, as Chromium 156 uses them, and in kebab-case three cases for which the protocol has no word.
 * https://chromedevtools.github.io/devtools-protocol/tot/Network/#type-SetCookieBlockedReason
 */
export type CookieReason =
  | 'NoCookieContent'
  | 'DisallowedCharacter'
  | 'NameValuePairExceedsMaxSize'
  | 'InvalidDomain'
  | 'InvalidPrefix'
  | 'SecureOnly'
  | 'DomainMismatch'
  | 'NotOnPath'
  | 'SchemefulSameSiteStrict'
  | 'SchemefulSameSiteLax'
  | 'SchemefulSameSiteUnspecifiedTreatedAsLax'
  | 'SameSiteNoneInsecure'
  | 'UserPreferences'
  | 'credentials-mode'
  | 'partitioned-insecure'
  | 'expired';

/** What decides over a cookie and does not show on the wire. */
export type CookieUnknown = 'credentials' | 'third-party-cookies' | 'page-site';

/** What follows "because": parts of a sentence, true of any cookie. */
export const REASON_TEXT: Readonly<Record<CookieReason, string>> = {
  NoCookieContent: 'the line has neither a name nor a value',
  DisallowedCharacter: 'it contains a control character',
  NameValuePairExceedsMaxSize: 'name and value together are longer than 4096 bytes',
  InvalidDomain: 'its Domain is not this host or one above it, or is a public suffix',
  InvalidPrefix: 'its name prefix requires attributes that it does not have',
  SecureOnly: 'it is `Secure`, and the URL is not',
  DomainMismatch: 'it belongs to another host',
  NotOnPath: 'its Path does not cover this URL',
  SchemefulSameSiteStrict: '`SameSite=Strict` withholds it from requests from another site',
  SchemefulSameSiteLax: '`SameSite=Lax` withholds it from requests that a script on another site makes',
  SchemefulSameSiteUnspecifiedTreatedAsLax:
    'without SameSite it is treated as `SameSite=Lax`, which withholds it from requests that a script on another site makes',
  SameSiteNoneInsecure: '`SameSite=None` requires `Secure`',
  UserPreferences: 'the browser is set to block third-party cookies',
  'credentials-mode': 'the request was made without credentials',
  'partitioned-insecure': '`Partitioned` requires `Secure`',
  expired: 'it has already expired, which deletes an earlier cookie of that name',
};

/** What follows "depends on". */
export const UNKNOWN_TEXT: Readonly<Record<CookieUnknown, string>> = {
  credentials: 'the credentials mode of the request',
  'third-party-cookies': 'whether the browser blocks third-party cookies',
  'page-site': 'the site of the page',
};

/** For any word of the protocol: one that is newer than corscope, or that Chromium 156 does not use, speaks for itself. */
export function reasonText(word: string): string {
  const texts: Readonly<Record<string, string>> = REASON_TEXT;
  return texts[word] ?? texts[`Schemeful${word}`] ?? `the browser calls it \`${word}\``;
}
