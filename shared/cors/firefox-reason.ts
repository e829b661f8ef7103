const PAGES = 'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/';

/**
 * Firefox's reasons, by the names of MDN's pages on them, each with the sentence that its console shows; `…` stands for
 * the journey's own value. https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors
 */
export const FIREFOX_REASONS = {
  CORSDisabled: 'CORS disabled',
  CORSDidNotSucceed: 'CORS request did not succeed',
  CORSRequestNotHttp: 'CORS request not HTTP',
  CORSExternalRedirectNotAllowed: 'CORS request external redirect not allowed',
  CORSOriginHeaderNotAdded: 'CORS header ‘Origin’ cannot be added',
  CORSMissingAllowOrigin: 'CORS header ‘Access-Control-Allow-Origin’ missing',
  CORSMultipleAllowOriginNotAllowed: 'Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed',
  CORSAllowOriginNotMatchingOrigin: 'CORS header ‘Access-Control-Allow-Origin’ does not match ‘…’',
  CORSNotSupportingCredentials: 'Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’',
  CORSMissingAllowCredentials: 'expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’',
  CORSPreflightDidNotSucceed: 'CORS preflight response did not succeed',
  CORSMethodNotFound: 'Did not find method in CORS header ‘Access-Control-Allow-Methods’',
  CORSInvalidAllowMethod: 'invalid token ‘…’ in CORS header ‘Access-Control-Allow-Methods’',
  CORSInvalidAllowHeader: 'invalid token ‘…’ in CORS header ‘Access-Control-Allow-Headers’',
  CORSMissingAllowHeaderFromPreflight:
    'header ‘…’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response',
} as const;

export type FirefoxReason = keyof typeof FIREFOX_REASONS;

/** MDN's page on a reason. */
export function reasonPage(reason: FirefoxReason): string {
  return `${PAGES}${reason}`;
}
