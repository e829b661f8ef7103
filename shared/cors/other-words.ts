import type { CorsErrorCode } from './cors-error.ts';
import type { FirefoxReason } from './firefox-reason.ts';

type Family =
  | 'MissingAllowOriginHeader'
  | 'WildcardOriginNotAllowed'
  | 'MultipleAllowOriginValues'
  | 'InvalidAllowOriginValue'
  | 'AllowOriginMismatch'
  | 'InvalidAllowCredentials';

/** A failure that a preflight and a request can both have. */
function both(...families: readonly Family[]): CorsErrorCode[] {
  return families.flatMap(family => [family, `Preflight${family}` as const]);
}

/** Sentences, lower-case and with straight quotes, whose part before `…` and after it stand in a line of the console. */
export interface Sentence {
  readonly text: string;
  readonly codes: readonly CorsErrorCode[];
}

/** WebKit's, which does not tell a preflight from a request. Unlike the others' these were not read from its console here. */
export const SAFARI_SENTENCES: readonly Sentence[] = [
  {
    text: 'origin … is not allowed by access-control-allow-origin',
    codes: both('MissingAllowOriginHeader', 'AllowOriginMismatch', 'InvalidAllowOriginValue'),
  },
  {
    text: 'cannot use wildcard in access-control-allow-origin when credentials flag is true',
    codes: both('WildcardOriginNotAllowed'),
  },
  {
    text: 'access-control-allow-origin cannot contain more than one origin',
    codes: both('MultipleAllowOriginValues'),
  },
  {
    text: 'credentials flag is true, but access-control-allow-credentials is not',
    codes: both('InvalidAllowCredentials'),
  },
  { text: 'preflight response is not successful', codes: ['PreflightInvalidStatus', 'PreflightDisallowedRedirect'] },
  {
    text: 'method … is not allowed by access-control-allow-methods',
    codes: ['MethodDisallowedByPreflightResponse'],
  },
  {
    text: 'request header field … is not allowed by access-control-allow-headers',
    codes: ['HeaderDisallowedByPreflightResponse'],
  },
];

/** What Chromium said in former years. */
export const FORMER_CHROMIUM_SENTENCES: readonly Sentence[] = [
  { text: 'response for preflight has invalid http status code', codes: ['PreflightInvalidStatus'] },
  { text: 'response for preflight is invalid (redirect)', codes: ['PreflightDisallowedRedirect'] },
  {
    text: "credentials flag is 'true', but the 'access-control-allow-credentials' header is",
    codes: both('InvalidAllowCredentials'),
  },
  {
    text: "a wildcard '*' cannot be used in the 'access-control-allow-origin' header when the credentials flag is true",
    codes: both('WildcardOriginNotAllowed'),
  },
];

/** What Firefox said in former years. */
export const FORMER_FIREFOX_REASONS: readonly { readonly text: string; readonly reason: FirefoxReason }[] = [
  { text: 'cors preflight channel did not succeed', reason: 'CORSPreflightDidNotSucceed' },
  {
    text: "missing token '…' in cors header 'access-control-allow-headers' from cors preflight channel",
    reason: 'CORSMissingAllowHeaderFromPreflight',
  },
];
