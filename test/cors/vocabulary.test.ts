import { describe, expect, it } from 'vitest';
import { CORS_ERROR_CODES } from '../../shared/cors/cors-error.ts';
import { ERROR_WORDS } from '../../shared/cors/error-words.ts';
import { FIREFOX_REASONS, reasonPage } from '../../shared/cors/firefox-reason.ts';
import { explainConsole } from '../../shared/cors/vocabulary.ts';

const CHROMIUM =
  "Access to fetch at 'http://localhost:33997/c' from origin 'http://127.0.0.1:33997' has been blocked by CORS policy: ";
const PREFLIGHT = `${CHROMIUM}Response to preflight request doesn't pass access control check: `;
const FIREFOX =
  'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/me. (Reason: ';
const VALID = ' Have the server send the header with a valid value.';
const NO_CORS_ADVICE =
  " If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource with CORS disabled.";

function codes(message: string): string {
  return explainConsole(message)
    .map(({ code }) => code)
    .join(' ');
}

/** Read from the console of Chromium 156. */
describe('what Chromium prints', () => {
  const missing = "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
  const star =
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";
  const multiple =
    "The 'Access-Control-Allow-Origin' header contains multiple values 'http://127.0.0.1:33997, http://127.0.0.1:33997', but only one is allowed.";
  const invalid = "The 'Access-Control-Allow-Origin' header contains the invalid value 'foo'.";
  const mismatch =
    "The 'Access-Control-Allow-Origin' header has a value 'http://x.test' that is not equal to the supplied origin.";
  const credentials =
    "The value of the 'Access-Control-Allow-Credentials' header in the response is '' which must be 'true' when the request's credentials mode is 'include'.";
  it.each([
    [CHROMIUM + missing, 'MissingAllowOriginHeader'],
    [CHROMIUM + missing + NO_CORS_ADVICE, 'MissingAllowOriginHeader'],
    [PREFLIGHT + missing, 'PreflightMissingAllowOriginHeader'],
    [CHROMIUM + star, 'WildcardOriginNotAllowed'],
    [
      `${CHROMIUM.replace('fetch', 'XMLHttpRequest')}${star} The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
      'WildcardOriginNotAllowed',
    ],
    [PREFLIGHT + star, 'PreflightWildcardOriginNotAllowed'],
    [CHROMIUM + multiple + VALID, 'MultipleAllowOriginValues'],
    [PREFLIGHT + multiple + VALID, 'PreflightMultipleAllowOriginValues'],
    [CHROMIUM + invalid + VALID, 'InvalidAllowOriginValue'],
    [PREFLIGHT + invalid + VALID, 'PreflightInvalidAllowOriginValue'],
    [CHROMIUM + mismatch + VALID, 'AllowOriginMismatch'],
    [PREFLIGHT + mismatch + VALID, 'PreflightAllowOriginMismatch'],
    [CHROMIUM + credentials, 'InvalidAllowCredentials'],
    [CHROMIUM + credentials.replace("''", "'True'"), 'InvalidAllowCredentials'],
    [PREFLIGHT + credentials, 'PreflightInvalidAllowCredentials'],
    [`${PREFLIGHT}It does not have HTTP ok status.`, 'PreflightInvalidStatus'],
    [`${PREFLIGHT}Redirect is not allowed for a preflight request.`, 'PreflightDisallowedRedirect'],
    [
      `${CHROMIUM}Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
      'InvalidAllowMethodsPreflightResponse',
    ],
    [
      `${CHROMIUM}Cannot parse Access-Control-Allow-Headers response header field in preflight response.`,
      'InvalidAllowHeadersPreflightResponse',
    ],
    [
      `${CHROMIUM}Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
      'MethodDisallowedByPreflightResponse',
    ],
    [
      `${CHROMIUM}Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.`,
      'HeaderDisallowedByPreflightResponse',
    ],
    [
      `${CHROMIUM}Redirect location '' contains a username and password, which is disallowed for cross-origin requests.`,
      'RedirectContainsCredentials',
    ],
    [
      "Access to fetch at 'ftp://x.test/' (redirected from 'http://localhost:33997/c') from origin 'http://127.0.0.1:33997' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, chrome-extension, data, http, https, isolated-app.",
      'CorsDisabledScheme',
    ],
    [
      'Fetch API cannot load http://localhost:33997/c Request mode is "same-origin" but the URL\'s origin is not same as the request origin http://127.0.0.1:33997.',
      'DisallowedByMode',
    ],
    [
      'Fetch API cannot load http://localhost:33997/c Request mode is "no-cors" but the redirect mode is not "follow".',
      'NoCorsRedirectModeNotFollow',
    ],
    [
      `${CHROMIUM}Permission was denied for this request to access the \`loopback\` address space.`,
      'LocalNetworkAccessPermissionDenied',
    ],
    [
      `${CHROMIUM}The request client is not a secure context and the resource is in more-private address space \`loopback\`.`,
      'InsecureLocalNetwork',
    ],
  ])('%s', (message, code) => {
    expect(codes(message)).toBe(code);
  });
});

/** From MDN’s pages, former wordings included. */
describe('what Firefox prints', () => {
  it.each([
    [
      'CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 200.',
      'MissingAllowOriginHeader PreflightMissingAllowOriginHeader',
    ],
    [
      "CORS header 'Access-Control-Allow-Origin' missing).",
      'MissingAllowOriginHeader PreflightMissingAllowOriginHeader',
    ],
    [
      'CORS header ‘Access-Control-Allow-Origin’ does not match ‘https://app.example.com/’).',
      'InvalidAllowOriginValue AllowOriginMismatch PreflightInvalidAllowOriginValue PreflightAllowOriginMismatch',
    ],
    [
      'Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).',
      'WildcardOriginNotAllowed PreflightWildcardOriginNotAllowed',
    ],
    [
      'Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).',
      'MultipleAllowOriginValues PreflightMultipleAllowOriginValues',
    ],
    [
      'expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).',
      'InvalidAllowCredentials PreflightInvalidAllowCredentials',
    ],
    ['Did not find method in CORS header ‘Access-Control-Allow-Methods’).', 'MethodDisallowedByPreflightResponse'],
    [
      'invalid token ‘GET; PUT’ in CORS header ‘Access-Control-Allow-Methods’).',
      'InvalidAllowMethodsPreflightResponse',
    ],
    ['invalid token ‘a b’ in CORS header ‘Access-Control-Allow-Headers’).', 'InvalidAllowHeadersPreflightResponse'],
    [
      'header ‘x-a’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).',
      'HeaderDisallowedByPreflightResponse',
    ],
    [
      'missing token ‘x-a’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).',
      'HeaderDisallowedByPreflightResponse',
    ],
    ['CORS preflight response did not succeed). Status code: 405.', 'PreflightInvalidStatus'],
    ['CORS preflight channel did not succeed).', 'PreflightInvalidStatus'],
    ['CORS request external redirect not allowed).', 'PreflightDisallowedRedirect'],
    ['CORS request not HTTP).', 'CorsDisabledScheme'],
    ['CORS request did not succeed). Status code: (null).', 'InvalidResponse'],
  ])('%s', (reason, expected) => {
    expect(codes(FIREFOX + reason)).toBe(expected);
  });
});

describe('what Safari prints', () => {
  it.each([
    ['Preflight response is not successful. Status code: 405', 'PreflightInvalidStatus PreflightDisallowedRedirect'],
    ['Method PUT is not allowed by Access-Control-Allow-Methods.', 'MethodDisallowedByPreflightResponse'],
    ['Request header field X-A is not allowed by Access-Control-Allow-Headers.', 'HeaderDisallowedByPreflightResponse'],
    [
      'Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
      'WildcardOriginNotAllowed PreflightWildcardOriginNotAllowed',
    ],
    [
      'Access-Control-Allow-Origin cannot contain more than one origin.',
      'MultipleAllowOriginValues PreflightMultipleAllowOriginValues',
    ],
    [
      'Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
      'InvalidAllowCredentials PreflightInvalidAllowCredentials',
    ],
  ])('%s', (message, expected) => {
    expect(codes(message)).toBe(expected);
  });

  it('has one sentence for everything that is wrong with Access-Control-Allow-Origin', () => {
    const message = 'Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200';
    expect(explainConsole(message).length).toBe(6);
  });
});

describe('explainConsole', () => {
  it('does not mind line breaks, quotes and letter case', () => {
    const broken = `${PREFLIGHT}\n  It does not have\n HTTP OK status`;
    expect(codes(broken)).toBe('PreflightInvalidStatus');
    expect(codes('no “Access-Control-Allow-Origin” header is present on the requested resource')).toBe(
      'MissingAllowOriginHeader',
    );
  });

  it.each(['', 'TypeError: Failed to fetch', 'net::ERR_FAILED', 'Access to fetch at'])('says nothing of "%s"', text => {
    expect(explainConsole(text)).toEqual([]);
  });

  it('has Firefox’s word beside Chromium’s', () => {
    expect(explainConsole(`${PREFLIGHT}It does not have HTTP ok status.`)).toEqual([
      { code: 'PreflightInvalidStatus', firefoxReason: 'CORSPreflightDidNotSucceed' },
    ]);
    expect(reasonPage('CORSPreflightDidNotSucceed')).toBe(
      'https://developer.mozilla.org/docs/Web/HTTP/Guides/CORS/Errors/CORSPreflightDidNotSucceed',
    );
  });

  it.each(CORS_ERROR_CODES)('%s is found by its own words', code => {
    const { chromium, firefox } = ERROR_WORDS[code];
    const opening = code.startsWith('Preflight') ? PREFLIGHT : CHROMIUM;
    expect(codes(opening + chromium.replaceAll('…', 'x'))).toBe(code);
    if (firefox !== null) expect(codes(FIREFOX + FIREFOX_REASONS[firefox].replaceAll('…', 'x'))).toContain(code);
  });
});
