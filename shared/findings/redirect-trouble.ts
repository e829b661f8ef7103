import type { CorsErrorCode } from '../cors/cors-error.ts';
import { originOf, parseUrl, type Url } from '../http/url.ts';
import { type Exchange, exchangeUrl } from '../trace/exchange.ts';
import { type Redirect, redirectOf } from '../trace/redirect.ts';
import { type Failure, failuresOf } from './failure.ts';
import type { Subject } from './rule.ts';

/** A redirect that the browser's refusal comes from, and what kind of one it is. */
export interface RedirectTrouble {
  /** `login`: to where users sign in. `https`: the same address over https. `slash`: the same with or without a slash. */
  readonly kind: 'login' | 'https' | 'slash';
  readonly failure: Failure;
  /** What was redirected: the preflight, or the request. */
  readonly exchange: Exchange;
  readonly redirect: Redirect;
  /** Where it leads. */
  readonly target: Url;
  readonly crossesOrigins: boolean;
}

/** The first refusal that comes from a redirect of this kind. */
export function redirectTrouble(subject: Pick<Subject, 'journey' | 'verdict'>, kind: RedirectTrouble['kind']) {
  return (
    failuresOf(subject)
      .map(redirectBehind)
      .find(trouble => trouble?.kind === kind) ?? null
  );
}

/** Null where the refusal comes from something else, and for targets that no browser follows: those have a rule of their own. */
export function redirectBehind(failure: Failure): RedirectTrouble | null {
  const exchange = redirecting(failure);
  const redirect = exchange && redirectOf(exchange);
  const target = redirect?.target ?? null;
  const asked = exchange && parseUrl(exchangeUrl(exchange));
  if (exchange === null || redirect === null || target === null || asked === null) return null;
  const kind = kindOf(asked, target);
  if (kind === null || !isToBlame(kind, failure, exchange)) return null;
  return { kind, failure, exchange, redirect, target, crossesOrigins: originOf(target) !== originOf(asked) };
}

/** The refused answer where it is a redirect, else the request that was redirected before. */
function redirecting({ journey, exchange }: Failure): Exchange | null {
  if (redirectOf(exchange) !== null) return exchange;
  const at = journey.legs.findIndex(({ preflight, request }) => preflight === exchange || request === exchange);
  return journey.legs[at - 1]?.request ?? null;
}

const ORIGIN_CODES: ReadonlySet<CorsErrorCode | null> = new Set<CorsErrorCode>([
  'MissingAllowOriginHeader',
  'AllowOriginMismatch',
  'PreflightMissingAllowOriginHeader',
  'PreflightAllowOriginMismatch',
]);

/** A refusal further on comes from the redirect where it led to a login, or where it cost the request its origin. */
function isToBlame(kind: RedirectTrouble['kind'], { phase, code, exchange, origin }: Failure, from: Exchange): boolean {
  if (from === exchange) return phase === 'preflight' || code === 'MissingAllowOriginHeader';
  return ORIGIN_CODES.has(code) && (kind === 'login' || (kind === 'https' && origin === 'null'));
}

function kindOf(asked: Url, target: Url): RedirectTrouble['kind'] | null {
  if (target.userinfo || (target.scheme !== 'http' && target.scheme !== 'https')) return null;
  // a login that leads from page to page of its own is no surprise
  if (isLogin(target) && !(isLogin(asked) && target.host === asked.host)) return 'login';
  if (asked.scheme === 'http' && target.scheme === 'https' && target.host === asked.host) return 'https';
  const [from, to] = [pathOf(asked), pathOf(target)];
  return target.host === asked.host && (to === `${from}/` || from === `${to}/`) ? 'slash' : null;
}

const LOGIN_HOST = /(?:^|[.-])(?:log-?in|sign-?in|auth|oauth2?|sso|idp|accounts|cloudflareaccess)[.-]/i;
const LOGIN_PATH = /[/._-](?:log-?in|sign-?in|auth|oauth2?|authorize|sso|saml2?|idp|cdn-cgi\/access)(?:[/._-]|$)/i;

/** By its own name: `login.example.com`, `/oauth2/start`. */
function isLogin(url: Url): boolean {
  return LOGIN_HOST.test(url.host) || LOGIN_PATH.test(pathOf(url));
}

function pathOf({ path }: Url): string {
  return path.split('?')[0] ?? '';
}
