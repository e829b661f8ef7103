import type { Exchange, LineRef } from '../trace/exchange.ts';
import { CHROMIUM_LIMIT, DEFAULT_SECONDS, isSeconds, maxAgeSeconds } from '../trace/preflight-cache.ts';
import { readHeader } from './header-reading.ts';
import { quote } from './step.ts';

/** How long a browser may answer itself instead of asking again. */
export interface PreflightLifetime {
  /** As Chromium counts it. */
  readonly seconds: number;
  /** A sentence without its full stop, with the value as it stands there. */
  readonly text: string;
  readonly lines: readonly LineRef[];
}

const FIREFOX_LIMIT = 86_400;

/** https://fetch.spec.whatwg.org/#http-access-control-max-age */
export function preflightLifetime(preflight: Exchange): PreflightLifetime {
  const { value, lines } = readHeader(preflight, 'delivered', 'access-control-max-age');
  const seconds = maxAgeSeconds(preflight);
  return { seconds, lines, text: textOf(value, seconds) };
}

function textOf(value: string | null, seconds: number): string {
  if (value === null)
    return `The browser may reuse this preflight response for ${DEFAULT_SECONDS} s, the default: it has no Access-Control-Max-Age`;
  const header = `Access-Control-Max-Age ${quote(value)}`;
  const number = Number(value);
  if (!isSeconds(value)) {
    const why = /^[+-]?\d+$/.test(value) ? 'is too large a number' : 'is not a number of seconds';
    return `The browser may reuse this preflight response for ${DEFAULT_SECONDS} s, the default: ${header} ${why}`;
  }
  if (seconds === 0) return `The browser does not cache this preflight response: ${header}`;
  if (number <= CHROMIUM_LIMIT) return `The browser may reuse this preflight response for ${seconds} s: ${header}`;
  return `The browser may reuse this preflight response for ${seconds} s, Chromium’s maximum (Firefox: ${Math.min(number, FIREFOX_LIMIT)} s): ${header}`;
}
