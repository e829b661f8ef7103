import type { Exchange } from '../trace/exchange.ts';
import { redirectOf } from '../trace/redirect.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, quote, skipped } from './step.ts';

/**
 * A preflight must not be redirected, whatever CORS headers stand beside the Location: its redirect mode is `error`.
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch
 */
export function checkPreflightRedirect(preflight: Exchange): Checked<'PreflightDisallowedRedirect'> {
  const redirect = redirectOf(preflight);
  const status = preflight.delivered?.status ?? 0;
  if (redirect === null) return skipped(`The OPTIONS response (status ${status}) is not a redirect`, SPEC.preflight);
  const line = { exchange: preflight.id, head: 'delivered', index: redirect.line } as const;
  const check = `The OPTIONS response (status ${status}) redirects to ${quote(redirect.location)}; browsers do not follow a redirect of a preflight`;
  // A Location that is no URL already fails in the network stack, before Chromium looks for a CORS reason.
  const code = redirect.target === null ? null : 'PreflightDisallowedRedirect';
  return failed(code, check, SPEC.preflight, [line]);
}
