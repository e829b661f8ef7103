import type { Exchange } from '../trace/exchange.ts';
import { checkAllowHeadersSyntax, checkHeadersAllowed } from './allow-headers.ts';
import { checkAllowMethodsSyntax, checkMethodAllowed } from './allow-methods.ts';
import { type Asker, type CorsCheckCode, corsCheck } from './cors-check.ts';
import type { CorsErrorCode } from './cors-error.ts';
import { preflightLifetime } from './preflight-lifetime.ts';
import { checkPreflightRedirect } from './preflight-redirect.ts';
import { checkPreflightStatus } from './preflight-status.ts';
import { SPEC } from './spec.ts';
import { type Checked, passed } from './step.ts';

/** What the preflight's answer has to allow. Header names in lower case. */
export interface Wanted {
  readonly method: string;
  readonly headers: readonly string[];
}

/**
 * The checks made up to the first that fails, in the browser's order: redirect, CORS check, status, the syntax of both
 * lists, method, headers; last, where all passed, how long that holds. https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function preflightCheck(preflight: Exchange, asker: Asker, wanted: Wanted): Checked[] {
  const made: Checked[] = [checkPreflightRedirect(preflight)];
  if (hasFailed(made)) return made;
  for (const checked of corsCheck({ exchange: preflight, stored: [] }, asker)) made.push(asPreflight(checked));
  if (hasFailed(made)) return made;
  made.push(checkPreflightStatus(preflight));
  if (hasFailed(made)) return made;
  made.push(checkAllowMethodsSyntax(preflight));
  if (hasFailed(made)) return made;
  made.push(checkAllowHeadersSyntax(preflight));
  if (hasFailed(made)) return made;
  made.push(checkMethodAllowed(preflight, wanted.method, asker.include));
  if (hasFailed(made)) return made;
  made.push(checkHeadersAllowed(preflight, wanted.headers, asker.include));
  if (!hasFailed(made)) made.push(checkLifetime(preflight));
  return made;
}

/** Not a condition: how long the browser need not ask again. */
function checkLifetime(preflight: Exchange): Checked<never> {
  const { text, lines } = preflightLifetime(preflight);
  return passed(text, SPEC.maxAge, lines);
}

function hasFailed(made: readonly Checked[]): boolean {
  return made.at(-1)?.failed === true;
}

function asPreflight(checked: Checked<CorsCheckCode>): Checked {
  return checked.code === null ? checked : { ...checked, code: PREFLIGHT_CODES[checked.code] };
}

const PREFLIGHT_CODES: Readonly<Record<CorsCheckCode, CorsErrorCode>> = {
  MissingAllowOriginHeader: 'PreflightMissingAllowOriginHeader',
  WildcardOriginNotAllowed: 'PreflightWildcardOriginNotAllowed',
  MultipleAllowOriginValues: 'PreflightMultipleAllowOriginValues',
  InvalidAllowOriginValue: 'PreflightInvalidAllowOriginValue',
  AllowOriginMismatch: 'PreflightAllowOriginMismatch',
  InvalidAllowCredentials: 'PreflightInvalidAllowCredentials',
};
