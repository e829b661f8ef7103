import type { Rule } from '../rule.ts';
import { abortedByPage } from './aborted-by-page.ts';
import { allowCredentialsMissing } from './allow-credentials-missing.ts';
import { allowOriginInvalid } from './allow-origin-invalid.ts';
import { allowOriginMismatch } from './allow-origin-mismatch.ts';
import { allowOriginMissing } from './allow-origin-missing.ts';
import { allowOriginTwice } from './allow-origin-twice.ts';
import { authRedirect } from './auth-redirect.ts';
import { cacheIgnoresOrigin } from './cache-ignores-origin.ts';
import { clientBlocked } from './client-blocked.ts';
import { contentTypePreflight } from './content-type-preflight.ts';
import { cookieNotSent } from './cookie-not-sent.ts';
import { cookieNotStored } from './cookie-not-stored.ts';
import { corscopeChanged } from './corscope-changed.ts';
import { credentialsNeedless } from './credentials-needless.ts';
import { cspRefused } from './csp-refused.ts';
import { headerNotAllowed } from './header-not-allowed.ts';
import { headerNotReadable } from './header-not-readable.ts';
import { httpAuthRequired } from './http-auth-required.ts';
import { httpsRedirect } from './https-redirect.ts';
import { localNetworkHidden } from './local-network-hidden.ts';
import { localNetworkRefused } from './local-network-refused.ts';
import { localOriginAllowed } from './local-origin-allowed.ts';
import { maskedServerError } from './masked-server-error.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { mixedContent } from './mixed-content.ts';
import { needlessHeader } from './needless-header.ts';
import { opaqueAnswer } from './opaque-answer.ts';
import { opaqueResponseBlocked } from './opaque-response-blocked.ts';
import { originStripped } from './origin-stripped.ts';
import { preflightAllowOriginMissing } from './preflight-allow-origin-missing.ts';
import { preflightCached } from './preflight-cached.ts';
import { preflightListInvalid } from './preflight-list-invalid.ts';
import { preflightRedirected } from './preflight-redirected.ts';
import { preflightStatus } from './preflight-status.ts';
import { redirectRefused } from './redirect-refused.ts';
import { requestModeRefused } from './request-mode-refused.ts';
import { resourcePolicyRefused } from './resource-policy-refused.ts';
import { starCoversAuthorization } from './star-covers-authorization.ts';
import { starWithCredentials } from './star-with-credentials.ts';
import { timingNotReadable } from './timing-not-readable.ts';
import { tokenInvalid } from './token-invalid.ts';
import { trailingSlashRedirect } from './trailing-slash-redirect.ts';
import { upstreamFailed } from './upstream-failed.ts';
import { varyOriginMissing } from './vary-origin-missing.ts';

/** The catalogue, in the order in which findings are shown: what blocks, what may, what one should know. */
export const RULES: readonly Rule[] = [
  upstreamFailed,
  cspRefused,
  clientBlocked,
  abortedByPage,
  requestModeRefused,
  localNetworkRefused,
  authRedirect,
  httpsRedirect,
  trailingSlashRedirect,
  preflightRedirected,
  preflightStatus,
  originStripped,
  preflightAllowOriginMissing,
  preflightListInvalid,
  methodNotAllowed,
  headerNotAllowed,
  redirectRefused,
  cacheIgnoresOrigin,
  maskedServerError,
  allowOriginMissing,
  allowOriginTwice,
  allowOriginInvalid,
  localOriginAllowed,
  allowOriginMismatch,
  starWithCredentials,
  allowCredentialsMissing,
  resourcePolicyRefused,
  mixedContent,
  needlessHeader,
  contentTypePreflight,
  tokenInvalid,
  httpAuthRequired,
  cookieNotStored,
  cookieNotSent,
  credentialsNeedless,
  varyOriginMissing,
  opaqueResponseBlocked,
  opaqueAnswer,
  headerNotReadable,
  timingNotReadable,
  starCoversAuthorization,
  preflightCached,
  localNetworkHidden,
  corscopeChanged,
];
