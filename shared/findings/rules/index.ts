import type { Rule } from '../rule.ts';
import { allowCredentialsMissing } from './allow-credentials-missing.ts';
import { allowOriginInvalid } from './allow-origin-invalid.ts';
import { allowOriginMismatch } from './allow-origin-mismatch.ts';
import { allowOriginMissing } from './allow-origin-missing.ts';
import { allowOriginTwice } from './allow-origin-twice.ts';
import { corscopeChanged } from './corscope-changed.ts';
import { headerNotAllowed } from './header-not-allowed.ts';
import { methodNotAllowed } from './method-not-allowed.ts';
import { preflightAllowOriginMissing } from './preflight-allow-origin-missing.ts';
import { preflightRedirected } from './preflight-redirected.ts';
import { preflightStatus } from './preflight-status.ts';
import { starWithCredentials } from './star-with-credentials.ts';
import { upstreamFailed } from './upstream-failed.ts';

/** The catalogue, in the order in which findings are shown. */
export const RULES: readonly Rule[] = [
  upstreamFailed,
  preflightRedirected,
  preflightStatus,
  preflightAllowOriginMissing,
  methodNotAllowed,
  headerNotAllowed,
  allowOriginMissing,
  allowOriginTwice,
  allowOriginInvalid,
  allowOriginMismatch,
  starWithCredentials,
  allowCredentialsMissing,
  corscopeChanged,
];
