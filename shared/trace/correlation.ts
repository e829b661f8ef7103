import { firstValue } from '../http/header-line.ts';
import type { Exchange } from './exchange.ts';

/**
 * The header by which taps on one path tie what they saw: each tap that has another behind it writes a value of its own,
 * and the next one reads it. Taken off at the last tap, and never on the browser's side.
 */
export const TRACE_HEADER = 'Corscope-Trace';

/** The value under which the request reached this tap; null where no tap in front of it wrote one. */
export function readTrace({ received }: Exchange): string | null {
  return firstValue(received.lines, TRACE_HEADER);
}

/** The value that this tap wrote; null where it wrote none. */
export function writtenTrace({ received, forwarded }: Exchange): string | null {
  return forwarded === null || forwarded === received ? null : firstValue(forwarded.lines, TRACE_HEADER);
}
