import { type Exchange, exchangeUrl } from '../trace/exchange.ts';
import { answerOf, applyToResponse } from './apply.ts';
import type { FixMatcher } from './scope.ts';

/**
 * The exchange as it would have been with exactly these fixes on: what is delivered is worked out anew from what the
 * upstream returned. The same object where nothing differs, and where there is no evidence of what the upstream would
 * have said: it never answered, or corscope answered in its place.
 */
export function applyToExchange(matcher: FixMatcher, exchange: Exchange): Exchange {
  if (exchange.kind === 'tunnel') return exchange;
  const request = exchange.received;
  const fixes = matcher({ tap: exchange.tap, url: exchangeUrl(exchange), received: request });
  const answer = answerOf(fixes, request);
  if (answer !== null) return answered(exchange, answer.head, answer.applied);
  if (exchange.returned === null || (fixes.length === 0 && exchange.fixes.length === 0)) return exchange;
  const { head, applied } = applyToResponse(fixes, request, exchange.returned);
  if (head === exchange.delivered) return exchange;
  return { ...exchange, delivered: head, fixes: applied };
}

function answered(exchange: Exchange, head: Exchange['delivered'], fixes: readonly string[]): Exchange {
  const empty = { bytes: 0, kept: 0 };
  return {
    ...exchange,
    upstream: null,
    forwarded: null,
    returned: null,
    delivered: head,
    interim: [],
    responseTrailers: [],
    responseBody: empty,
    outcome: { kind: 'answered' },
    fixes,
  };
}
