import type { CorsErrorCode } from '../cors/cors-error.ts';
import { combinedValue } from '../http/header-line.ts';
import { originOf, parseUrl, type Url } from '../http/url.ts';
import { type Exchange, exchangeUrl } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';
import { redirectOf } from '../trace/redirect.ts';

/** What a refusal must tell to be put down to a redirect. */
interface Refusal {
  readonly code: CorsErrorCode | null;
  readonly journey: Journey;
  readonly exchange: Exchange;
}

/**
 * A redirect that a browser's refusal is due to, whatever the browser names: one to another origin's login page, or one
 * from http to https of the same host.
 */
export interface RedirectCause {
  readonly kind: 'login' | 'upgrade';
  /** The exchange that was answered with it. */
  readonly redirecting: Exchange;
  readonly location: string;
  readonly target: Url;
}

/** Null where the refusal has another cause, or the target itself is one that no request may go to. */
export function redirectCause({ code, journey, exchange }: Refusal): RedirectCause | null {
  if (code === null || code === 'RedirectContainsCredentials' || code === 'CorsDisabledScheme') return null;
  const own = causeIn(exchange);
  if (own !== null) return own;
  const at = journey.legs.findIndex(({ preflight, request }) => preflight === exchange || request === exchange);
  const before = journey.legs[at - 1]?.request ?? null;
  const cause = before === null || isJson(exchange) ? null : causeIn(before);
  return cause !== null && (cause.kind === 'login' || code === 'AllowOriginMismatch') ? cause : null;
}

function causeIn(redirecting: Exchange): RedirectCause | null {
  const redirect = redirectOf(redirecting);
  const asked = parseUrl(exchangeUrl(redirecting));
  if (redirect?.target == null || asked === null) return null;
  const { location, target } = redirect;
  if (isUpgrade(asked, target)) return { kind: 'upgrade', redirecting, location, target };
  return originOf(asked) !== originOf(target) && isLogin(target)
    ? { kind: 'login', redirecting, location, target }
    : null;
}

function isUpgrade(asked: Url, target: Url): boolean {
  return asked.scheme === 'http' && target.scheme === 'https' && asked.host === target.host;
}

const LOGIN =
  /(?:^|[/._-])(?:log-?in|sign-?in|auth|oauth2?|authorize|sso|saml|idp|accounts|cdn-cgi\/access)(?:[/._?-]|$)/i;

/** Whether a login page is what its host or path is named for. */
export function isLogin({ host, path }: Url): boolean {
  return LOGIN.test(`${host}${path.split('?')[0]}`);
}

/** A login page is for people: what answers in JSON is an API that is named like one. */
function isJson({ delivered }: Exchange): boolean {
  return /[/+]json\b/i.test(combinedValue(delivered?.lines ?? [], 'Content-Type') ?? '');
}
