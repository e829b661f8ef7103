import { firstValue } from '../http/header-line.ts';
import { originOf, parseUrl, resolveUrl } from '../http/url.ts';
import { exchangeUrl } from '../trace/exchange.ts';
import { type LadderRung, type Told, toldOf } from './ladder.ts';
import { isError, isRedirect, isRefusal } from './reading.ts';

const LOGIN =
  /(?:^|[/._-])(?:log-?in|sign-?in|auth|oauth2?|authorize|sso|saml|idp|accounts|cdn-cgi\/access)(?:[/._?-]|$)/i;

/** A redirect to where somebody is to log in: another site's page for that, or a path that is named so. */
export function leadsToLogin(told: Told): boolean {
  if (!isRedirect(told)) return false;
  const location = firstValue(told.head.lines, 'Location') ?? '';
  const base = parseUrl(exchangeUrl(told.exchange));
  const target = base === null ? null : resolveUrl(base, location);
  return target !== null && LOGIN.test(`${target.host}${target.path.split('?')[0]}`);
}

/** Where a redirect leads, as the browser reads it; the Location's own text where it is no URL. */
export function redirectTarget({ head, exchange }: Told): { readonly text: string; readonly origin: string | null } {
  const text = firstValue(head.lines, 'Location') ?? '';
  const base = parseUrl(exchangeUrl(exchange));
  const target = base === null ? null : resolveUrl(base, text);
  return { text, origin: target === null ? null : originOf(target) };
}

/** An answer that refuses whoever has not logged in: not the origin, and not this URL whoever comes. */
export function wantsLogin(told: Told, rung: LadderRung): boolean {
  if (leadsToLogin(told)) return true;
  return isRefusal(told) && !refusesOrigin(rung) && !(told.head.status === 403 && failsAlike(told, rung));
}

/** The page's request gets the same error: nothing there is about OPTIONS. */
export function failsAlike(told: Told, rung: LadderRung): boolean {
  const page = toldOf(rung, 'request') ?? toldOf(rung, 'fresh');
  return page !== null && isError(page) && page.head.status === told.head.status;
}

/** With the page's Origin an error, without any Origin none: the layer refuses the origin itself. */
export function refusesOrigin(rung: LadderRung): boolean {
  const [page, nobody] = [toldOf(rung, 'fresh'), toldOf(rung, 'no-origin')];
  return page !== null && nobody !== null && isError(page) && !isError(nobody);
}
