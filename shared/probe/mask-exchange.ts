import { maskLines } from '../http/mask.ts';
import { maskUrl } from '../http/mask-url.ts';
import type { Exchange } from '../trace/exchange.ts';

/**
 * A probe's exchange for whoever reads its report: the secrets of its heads are masked, the beginning of its body is left
 * out, verdicts stay what they are.
 */
export function maskExchange({ errorStart: _hidden, ...exchange }: Exchange): Exchange {
  const received = { ...masked(exchange.received), target: maskUrl(exchange.received.target) };
  const returned = exchange.returned === null ? null : masked(exchange.returned);
  return { ...exchange, received, forwarded: received, returned, delivered: returned };
}

function masked<Head extends Exchange['received'] | NonNullable<Exchange['returned']>>(head: Head): Head {
  return { ...head, lines: maskLines(head.lines) };
}
