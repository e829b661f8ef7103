import { parseTokenList } from '../http/token-list.ts';
import type { Exchange } from '../trace/exchange.ts';
import { readHeader } from './header-reading.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, passed, quote, skipped } from './step.ts';

/** One element that is no token spoils the header: https://fetch.spec.whatwg.org/#cors-preflight-fetch, step 7.3 */
export function checkAllowHeadersSyntax(preflight: Exchange): Checked<'InvalidAllowHeadersPreflightResponse'> {
  const { value, lines } = readHeader(preflight, 'delivered', 'access-control-allow-headers');
  if (value === null) return skipped('The response has no Access-Control-Allow-Headers', SPEC.preflight);
  if (parseTokenList(value) !== null) {
    return passed(
      `Access-Control-Allow-Headers ${quote(value)} is a comma-separated list of header names`,
      SPEC.preflight,
      lines,
    );
  }
  const check = `Access-Control-Allow-Headers ${quote(value)} is not a comma-separated list of header names`;
  return failed('InvalidAllowHeadersPreflightResponse', check, SPEC.preflight, lines);
}

/** The names asked for that the answer does not allow. https://fetch.spec.whatwg.org/#cors-preflight-fetch, steps 7.6 and 7.7 */
export function disallowedHeaders(preflight: Exchange, names: readonly string[], include: boolean): string[] {
  const { value } = readHeader(preflight, 'delivered', 'access-control-allow-headers');
  const allowed = new Set((parseTokenList(value ?? '') ?? []).map(name => name.toLowerCase()));
  if (!include && allowed.has('*')) return [];
  return names.filter(name => !allowed.has(name));
}

/**
 * Every name asked for is listed, in any letter case, or `*` stands there and credentials are not included. Chromium 156
 * and Firefox 153 let `*` cover Authorization too, which the standard wants by name.
 */
export function checkHeadersAllowed(
  preflight: Exchange,
  names: readonly string[],
  include: boolean,
): Checked<'HeaderDisallowedByPreflightResponse'> {
  if (names.length === 0) return skipped('The preflight asks for no request header', SPEC.allowHeaders);
  const { value, lines } = readHeader(preflight, 'delivered', 'access-control-allow-headers');
  const first = disallowedHeaders(preflight, names, include)[0];
  if (first === undefined) {
    const note = coversAuthorization(value, names)
      ? ' (Chromium and Firefox let `*` cover `authorization`, the standard does not)'
      : '';
    return passed(
      `Access-Control-Allow-Headers ${quote(value ?? '')} covers ${quote(names.join(', '))}${note}`,
      SPEC.allowHeaders,
      lines,
    );
  }
  const others = names.length === 1 ? '' : ` (the preflight asks for ${quote(names.join(', '))})`;
  const check =
    value === null
      ? `Access-Control-Allow-Headers is missing, so the request header ${quote(first)} is not allowed${others}`
      : `Access-Control-Allow-Headers is ${quote(value)} and does not list the request header ${quote(first)}${others}`;
  return failed('HeaderDisallowedByPreflightResponse', check, SPEC.allowHeaders, lines);
}

function coversAuthorization(value: string | null, names: readonly string[]): boolean {
  return names.includes('authorization') && !/authorization/i.test(value ?? '');
}
