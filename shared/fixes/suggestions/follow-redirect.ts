import { firstValue } from '../../http/header-line.ts';
import { hrefOf, type Url } from '../../http/url.ts';
import { type Exchange, exchangeUrl } from '../../trace/exchange.ts';
import { redirectOf } from '../../trace/redirect.ts';
import type { Part, Refused, Suggester } from '../suggestion.ts';
import { leadsToSamePath } from '../suppose.ts';
import { originParts, preflightParts } from './parts.ts';
import { ANSWER_CODES } from './preflight-codes.ts';

/** A redirect is what stands in the way: corscope goes there, and the browser sees no redirect. */
export const followRedirect: Suggester = {
  codes: [
    ...ANSWER_CODES,
    'PreflightDisallowedRedirect',
    'PreflightMissingAllowOriginHeader',
    'PreflightAllowOriginMismatch',
    'PreflightMultipleAllowOriginValues',
    'PreflightInvalidAllowOriginValue',
    'PreflightWildcardOriginNotAllowed',
    'PreflightInvalidAllowCredentials',
  ],
  propose(refused) {
    const { failure, facts } = refused;
    const exchange = redirectTo(refused);
    const response = exchange?.delivered;
    const target = exchange === null ? null : redirectOf(exchange)?.target;
    if (exchange === null || !response || !target || !isPlace(exchange, target)) return [];
    const own = exchange === failure.exchange && failure.phase === 'preflight';
    // OPTIONS sent on to a login page would be answered by a login page
    if (own && !leadsToSamePath(exchange, target)) return [];
    const origin = firstValue(exchange.received.lines, 'Origin') ?? 'null';
    const asker = { origin, mode: facts.credentials.mode };
    const parts = own ? preflightParts(asker, response, exchange) : originParts(asker, response);
    const core = corePart(exchangeUrl(exchange), target);
    return [{ core, parts, exchange, phase: own ? 'preflight' : 'actual' }];
  },
};

/** The first redirect on the way to where the page's origin has become `null`, or the refused one itself. */
function redirectTo({ failure: { exchange, origin }, journey }: Refused): Exchange | null {
  const before = journey.legs.slice(
    0,
    journey.legs.findIndex(leg => isIn(leg, exchange)),
  );
  const named = before.find(({ request }) => namesOrigin(request))?.request ?? null;
  if (origin === 'null' && named !== null) return named;
  return redirectOf(exchange) === null ? null : exchange;
}

function namesOrigin(request: Exchange | null): boolean {
  const origin = request === null ? null : firstValue(request.received.lines, 'Origin');
  return origin !== null && origin !== 'null';
}

function isIn(leg: Refused['journey']['legs'][number], exchange: Exchange): boolean {
  return leg.preflight === exchange || leg.request === exchange || leg.cachedPreflight === exchange;
}

/** From https to http, a browser would not go either, and with reason. */
function isPlace({ scheme }: Exchange, target: Url): boolean {
  if (target.userinfo || target.host === '') return false;
  return target.scheme === 'https' || (target.scheme === 'http' && scheme === 'http');
}

function corePart(url: string, target: Url): Part {
  return {
    title: 'Follow the redirect in corscope',
    also: '',
    operations: [{ op: 'follow-redirect' }],
    why: `corscope requests \`${hrefOf(target)}\` itself and delivers that response, as if the page had requested the final URL: the browser sees no redirect from \`${url}\`.`,
  };
}
