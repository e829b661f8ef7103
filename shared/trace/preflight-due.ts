import { firstValue } from '../http/header-line.ts';
import { isSafelistedMethod } from '../http/safelisted-method.ts';
import { unsafeHeaderNames } from '../http/safelisted-request-header.ts';
import type { Exchange } from './exchange.ts';
import { ownOrigin } from './own-origin.ts';

/**
 * Does this request, as it stands on the wire, need a preflight? An upload listener, which also asks for one, cannot be
 * seen. https://fetch.spec.whatwg.org/#concept-main-fetch
 */
export function isPreflightDue(request: Exchange): boolean {
  const lines = request.received.lines;
  const origin = firstValue(lines, 'origin');
  if (origin === null || origin === ownOrigin(request)) return false;
  const mode = firstValue(lines, 'sec-fetch-mode');
  if (mode !== null && mode !== 'cors') return false;
  return !isSafelistedMethod(request.received.method) || unsafeHeaderNames(lines).length > 0;
}
