import { isSafelistedMethod } from '../http/safelisted-method.ts';
import { parseTokenList } from '../http/token-list.ts';
import type { Exchange } from '../trace/exchange.ts';
import { readHeader } from './header-reading.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, passed, quote, skipped } from './step.ts';

/** One element that is no token spoils the header: https://fetch.spec.whatwg.org/#cors-preflight-fetch, step 7.3 */
export function checkAllowMethodsSyntax(preflight: Exchange): Checked<'InvalidAllowMethodsPreflightResponse'> {
  const { value, lines } = readHeader(preflight, 'delivered', 'access-control-allow-methods');
  if (value === null) return skipped('The response has no Access-Control-Allow-Methods', SPEC.preflight);
  if (parseTokenList(value) !== null) {
    return passed(
      `Access-Control-Allow-Methods ${quote(value)} is a comma-separated list of methods`,
      SPEC.preflight,
      lines,
    );
  }
  const check = `Access-Control-Allow-Methods ${quote(value)} is not a comma-separated list of methods`;
  return failed('InvalidAllowMethodsPreflightResponse', check, SPEC.preflight, lines);
}

/**
 * The method is listed, letter case and all, or safelisted, or `*` stands there and credentials are not included. Unlike
 * in the standard, a missing header never stands for the method itself. https://fetch.spec.whatwg.org/#cors-preflight-fetch, step 7.5
 */
export function checkMethodAllowed(
  preflight: Exchange,
  method: string,
  include: boolean,
): Checked<'MethodDisallowedByPreflightResponse'> {
  const { value, lines } = readHeader(preflight, 'delivered', 'access-control-allow-methods');
  const allowed = parseTokenList(value ?? '') ?? [];
  if (allowed.includes(method))
    return passed(`Access-Control-Allow-Methods lists ${quote(method)}`, SPEC.allowMethods, lines);
  if (isSafelistedMethod(method)) {
    return passed(
      `${quote(method)} is a CORS-safelisted method, which Access-Control-Allow-Methods need not list`,
      SPEC.allowMethods,
      lines,
    );
  }
  if (!include && allowed.includes('*')) {
    return passed(`Access-Control-Allow-Methods is \`*\`, which covers ${quote(method)}`, SPEC.allowMethods, lines);
  }
  const note =
    include && allowed.includes('*')
      ? '; for a request with credentials `*` is not a wildcard'
      : caseNote(allowed, method);
  const check =
    value === null
      ? `Access-Control-Allow-Methods is missing, so the method ${quote(method)} is not allowed`
      : `Access-Control-Allow-Methods is ${quote(value)} and does not list ${quote(method)}${note}`;
  return failed('MethodDisallowedByPreflightResponse', check, SPEC.allowMethods, lines);
}

function caseNote(allowed: readonly string[], method: string): string {
  const wanted = method.toUpperCase();
  return allowed.some(other => other.toUpperCase() === wanted) ? '; method names are case-sensitive' : '';
}
