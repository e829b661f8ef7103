import type { CorsErrorCode } from './cors-error.ts';
import type { FirefoxReason } from './firefox-reason.ts';

/** What browsers call one failure. */
export interface ErrorWords {
  /** The sentence that Chromium 156 prints after its opening, `…` in the place of the journey's own values. */
  readonly chromium: string;
  /** Null where Firefox has no word of its own. */
  readonly firefox: FirefoxReason | null;
}

const NO_ORIGIN = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
const STAR =
  "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";
const MULTIPLE = "The 'Access-Control-Allow-Origin' header contains multiple values '…', but only one is allowed.";
const INVALID = "The 'Access-Control-Allow-Origin' header contains the invalid value '…'.";
const MISMATCH = "The 'Access-Control-Allow-Origin' header has a value '…' that is not equal to the supplied origin.";
const CREDENTIALS =
  "The value of the 'Access-Control-Allow-Credentials' header in the response is '…' which must be 'true' when the request's credentials mode is 'include'.";

/** Chromium's sentences were read from its console, apart from those of InvalidResponse and InvalidLocalNetworkAccess. */
export const ERROR_WORDS: Readonly<Record<CorsErrorCode, ErrorWords>> = {
  DisallowedByMode: {
    chromium: 'Request mode is "same-origin" but the URL\'s origin is not same as the request origin …',
    firefox: null,
  },
  InvalidResponse: { chromium: 'The response is invalid.', firefox: 'CORSDidNotSucceed' },
  MissingAllowOriginHeader: { chromium: NO_ORIGIN, firefox: 'CORSMissingAllowOrigin' },
  PreflightMissingAllowOriginHeader: { chromium: NO_ORIGIN, firefox: 'CORSMissingAllowOrigin' },
  WildcardOriginNotAllowed: { chromium: STAR, firefox: 'CORSNotSupportingCredentials' },
  PreflightWildcardOriginNotAllowed: { chromium: STAR, firefox: 'CORSNotSupportingCredentials' },
  MultipleAllowOriginValues: { chromium: MULTIPLE, firefox: 'CORSMultipleAllowOriginNotAllowed' },
  PreflightMultipleAllowOriginValues: { chromium: MULTIPLE, firefox: 'CORSMultipleAllowOriginNotAllowed' },
  InvalidAllowOriginValue: { chromium: INVALID, firefox: 'CORSAllowOriginNotMatchingOrigin' },
  PreflightInvalidAllowOriginValue: { chromium: INVALID, firefox: 'CORSAllowOriginNotMatchingOrigin' },
  AllowOriginMismatch: { chromium: MISMATCH, firefox: 'CORSAllowOriginNotMatchingOrigin' },
  PreflightAllowOriginMismatch: { chromium: MISMATCH, firefox: 'CORSAllowOriginNotMatchingOrigin' },
  InvalidAllowCredentials: { chromium: CREDENTIALS, firefox: 'CORSMissingAllowCredentials' },
  PreflightInvalidAllowCredentials: { chromium: CREDENTIALS, firefox: 'CORSMissingAllowCredentials' },
  CorsDisabledScheme: {
    chromium: 'Cross origin requests are only supported for protocol schemes: …',
    firefox: 'CORSRequestNotHttp',
  },
  PreflightInvalidStatus: {
    chromium: 'It does not have HTTP ok status.',
    firefox: 'CORSPreflightDidNotSucceed',
  },
  PreflightDisallowedRedirect: {
    chromium: 'Redirect is not allowed for a preflight request.',
    firefox: 'CORSExternalRedirectNotAllowed',
  },
  InvalidAllowMethodsPreflightResponse: {
    chromium: 'Cannot parse Access-Control-Allow-Methods response header field in preflight response.',
    firefox: 'CORSInvalidAllowMethod',
  },
  InvalidAllowHeadersPreflightResponse: {
    chromium: 'Cannot parse Access-Control-Allow-Headers response header field in preflight response.',
    firefox: 'CORSInvalidAllowHeader',
  },
  MethodDisallowedByPreflightResponse: {
    chromium: 'Method … is not allowed by Access-Control-Allow-Methods in preflight response.',
    firefox: 'CORSMethodNotFound',
  },
  HeaderDisallowedByPreflightResponse: {
    chromium: 'Request header field … is not allowed by Access-Control-Allow-Headers in preflight response.',
    firefox: 'CORSMissingAllowHeaderFromPreflight',
  },
  RedirectContainsCredentials: {
    chromium: "Redirect location '…' contains a username and password, which is disallowed for cross-origin requests.",
    firefox: null,
  },
  InsecureLocalNetwork: {
    chromium: 'The request client is not a secure context and the resource is in more-private address space `…`.',
    firefox: null,
  },
  InvalidLocalNetworkAccess: {
    chromium: 'Request had a target IP address space of `…` yet the resource is in address space `…`.',
    firefox: null,
  },
  NoCorsRedirectModeNotFollow: {
    chromium: 'Request mode is "no-cors" but the redirect mode is not "follow".',
    firefox: null,
  },
  LocalNetworkAccessPermissionDenied: {
    chromium: 'Permission was denied for this request to access the `…` address space.',
    firefox: null,
  },
};
