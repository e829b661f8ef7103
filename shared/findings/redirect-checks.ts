import { originOf, parseUrl } from '../http/url.ts';
import { type Exchange, exchangeUrl } from '../trace/exchange.ts';
import type { Failure } from './failure.ts';

/** Checklist rows that a refusal fails because a redirect had led the request to another origin. */
export function redirectChecks({ journey, exchange }: Failure): string[] {
  const at = journey.legs.findIndex(({ preflight, request }) => preflight === exchange || request === exchange);
  const before = journey.legs[at - 1]?.request ?? null;
  if (before === null || originAsked(before) === originAsked(exchange)) return [];
  return ['s5.redirect-host', 'mistake.ignored-redirect'];
}

function originAsked(exchange: Exchange): string | null {
  const url = parseUrl(exchangeUrl(exchange));
  return url && originOf(url);
}
