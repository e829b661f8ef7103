import { firstValue } from '../http/header-line.ts';
import type { Exchange } from '../trace/exchange.ts';
import { readHeader } from './header-reading.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, passed, quote } from './step.ts';

/**
 * Where CORS has no say, Cross-Origin-Resource-Policy has: for no-cors requests only, its values case-sensitive, unknown
 * ones ignored. Null where the answer has none. https://fetch.spec.whatwg.org/#cross-origin-resource-policy-internal-check
 */
export function checkResourcePolicy(exchange: Exchange): Checked<never> | null {
  const { value, lines } = readHeader(exchange, 'delivered', 'cross-origin-resource-policy');
  if (value === null) return null;
  const site = firstValue(exchange.received.lines, 'sec-fetch-site') ?? 'unknown';
  const text = `Cross-Origin-Resource-Policy is ${quote(value)}, and the request is ${quote(site)}`;
  const refused =
    (value === 'same-origin' && (site === 'same-site' || site === 'cross-site')) ||
    (value === 'same-site' && site === 'cross-site');
  return refused
    ? failed<never>(null, `${text}, so the page does not get the response`, SPEC.resourcePolicy, lines)
    : passed(text, SPEC.resourcePolicy, lines);
}
