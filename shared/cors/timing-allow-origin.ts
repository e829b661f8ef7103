import { listElements } from '../http/token-list.ts';
import type { Exchange, LineRef } from '../trace/exchange.ts';
import { readHeader } from './header-reading.ts';

/** What Timing-Allow-Origin says to a page; `absent` where it says nothing. */
export interface TimingCheck {
  readonly result: 'absent' | 'allowed' | 'denied';
  readonly value: string;
  readonly lines: readonly LineRef[];
}

/**
 * May the page read the timings of this answer? A list here, unlike Access-Control-Allow-Origin: `*` or the page's origin
 * among its elements, byte for byte. https://fetch.spec.whatwg.org/#concept-tao-check
 */
export function checkTimingAllowOrigin(exchange: Exchange, origin: string): TimingCheck {
  const { value, lines } = readHeader(exchange, 'delivered', 'timing-allow-origin');
  if (value === null) return { result: 'absent', value: '', lines };
  const elements = listElements(value);
  const allowed = elements.includes('*') || elements.includes(origin);
  return { result: allowed ? 'allowed' : 'denied', value, lines };
}
