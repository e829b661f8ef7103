import type { LabCase } from '../lab-case.ts';
import { allowOriginTwice } from './allow-origin-twice.ts';
import { authBeforeCors } from './auth-before-cors.ts';
import { authorizationNotListed } from './authorization-not-listed.ts';
import { cachedForAnotherOrigin } from './cached-for-another-origin.ts';
import { cachedWithoutVary } from './cached-without-vary.ts';
import { connectionCut } from './connection-cut.ts';
import { cookieNotAskedFor } from './cookie-not-asked-for.ts';
import { cookieSameSiteLax } from './cookie-same-site-lax.ts';
import { cookieWithoutSecure } from './cookie-without-secure.ts';
import { credentialsCapitalTrue } from './credentials-capital-true.ts';
import { credentialsNeedless } from './credentials-needless.ts';
import { credentialsNotAllowed } from './credentials-not-allowed.ts';
import { errorWithoutCors } from './error-without-cors.ts';
import { gatewayAnswers405 } from './gateway-answers-405.ts';
import { gatewayAnswersBare200 } from './gateway-answers-bare-200.ts';
import { gatewayTimesOut } from './gateway-times-out.ts';
import { headerNotExposed } from './header-not-exposed.ts';
import { headerNotListed } from './header-not-listed.ts';
import { httpsRedirect } from './https-redirect.ts';
import { localhostAllowed } from './localhost-allowed.ts';
import { methodNotListed } from './method-not-listed.ts';
import { mixedContent } from './mixed-content.ts';
import { needlessHeader } from './needless-header.ts';
import { noCorsHeaders } from './no-cors-headers.ts';
import { originNull } from './origin-null.ts';
import { originStripped } from './origin-stripped.ts';
import { originTrailingSlash } from './origin-trailing-slash.ts';
import { originWww } from './origin-www.ts';
import { pageOverHttp } from './page-over-http.ts';
import { preflightToLogin } from './preflight-to-login.ts';
import { proxyStripsHeader } from './proxy-strips-header.ts';
import { redirectToOtherHost } from './redirect-to-other-host.ts';
import { refreshWithoutCors } from './refresh-without-cors.ts';
import { sessionRedirect } from './session-redirect.ts';
import { starWithCredentials } from './star-with-credentials.ts';
import { tokenExpired } from './token-expired.ts';
import { unauthorizedWithoutCors } from './unauthorized-without-cors.ts';
import { writeRouteWithoutPolicy } from './write-route-without-policy.ts';

/** Every case of the lab, in the order of the scenarios. */
export const LAB_CASES: readonly LabCase[] = [
  noCorsHeaders,
  originWww,
  originTrailingSlash,
  originNull,
  credentialsCapitalTrue,
  starWithCredentials,
  proxyStripsHeader,
  connectionCut,
  gatewayAnswers405,
  authBeforeCors,
  preflightToLogin,
  gatewayAnswersBare200,
  needlessHeader,
  methodNotListed,
  headerNotListed,
  writeRouteWithoutPolicy,
  cookieNotAskedFor,
  cookieSameSiteLax,
  cookieWithoutSecure,
  credentialsNotAllowed,
  sessionRedirect,
  credentialsNeedless,
  allowOriginTwice,
  errorWithoutCors,
  gatewayTimesOut,
  cachedForAnotherOrigin,
  cachedWithoutVary,
  redirectToOtherHost,
  originStripped,
  headerNotExposed,
  localhostAllowed,
  httpsRedirect,
  mixedContent,
  pageOverHttp,
  unauthorizedWithoutCors,
  refreshWithoutCors,
  tokenExpired,
  authorizationNotListed,
];
