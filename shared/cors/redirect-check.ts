import { hrefOf, isTrustworthy, originOf, type Url } from '../http/url.ts';
import type { RedirectMode } from '../trace/asked.ts';
import type { Exchange } from '../trace/exchange.ts';
import type { Redirect } from '../trace/redirect.ts';
import { SPEC } from './spec.ts';
import { type Checked, failed, passed, quote } from './step.ts';

/** What the rules on redirects need to know about the request that was redirected. */
export interface RedirectQuestion {
  readonly redirect: Redirect;
  readonly mode: RedirectMode;
  /** The Origin header's word, null where none was sent. */
  readonly origin: string | null;
  readonly ownOrigin: string;
  /** The page was loaded over https. */
  readonly securePage: boolean;
}

/** Schemes that Chromium refuses as unsafe, or knows as its own, before it thinks of CORS. */
const UNSAFE_SCHEMES: ReadonlySet<string> = new Set([
  'about',
  'blob',
  'chrome',
  'chrome-distiller',
  'chrome-error',
  'chrome-extension',
  'chrome-native',
  'chrome-search',
  'chrome-untrusted',
  'data',
  'devtools',
  'file',
  'filesystem',
  'googlechrome',
  'isolated-app',
  'view-source',
]);

/** A Location that is no URL is refused before the CORS check. https://fetch.spec.whatwg.org/#http-redirect-fetch, step 3 */
export function checkRedirectLocation(exchange: Exchange, redirect: Redirect): Checked<never> | null {
  if (redirect.target !== null) return null;
  const check = `Status ${redirect.status} redirects to ${quote(redirect.location)}, which is not a valid URL`;
  return failed<never>(null, check, SPEC.redirect, [locationLine(exchange, redirect)]);
}

/**
 * The rules after the CORS check, in Chromium's order, for a redirect that is not handed to the page (`manual`).
 * https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export function checkRedirect(exchange: Exchange, question: RedirectQuestion, target: Url): Checked {
  const lines = [locationLine(exchange, question.redirect)];
  const to = `Status ${question.redirect.status} redirects to ${quote(question.redirect.location)}`;
  if (UNSAFE_SCHEMES.has(target.scheme))
    return failed(null, `${to}: \`${target.scheme}:\` URLs cannot be the target of a redirect`, SPEC.redirect, lines);
  if (target.userinfo) return userinfoFails(to, question, target, lines);
  if (question.mode === 'error')
    return failed(null, `${to}, and the page’s redirect mode is \`error\``, SPEC.redirectMode, lines);
  if (target.scheme !== 'http' && target.scheme !== 'https') {
    return failed(
      'CorsDisabledScheme',
      `${to}: cross-origin requests can only go to http and https URLs, not \`${target.scheme}:\``,
      SPEC.redirect,
      lines,
    );
  }
  if (question.securePage && !isTrustworthy(target)) {
    return failed(
      null,
      `${to}: mixed content, which an https page must not load (${quote(hrefOf(target))})`,
      SPEC.mixedContent,
      lines,
    );
  }
  return passed(`${to}: the browser goes on with a request to ${quote(originOf(target))}`, SPEC.redirect, lines);
}

/** The standard lets a same-origin target keep its userinfo; Chromium refuses that too, without a CORS word. */
function userinfoFails(to: string, question: RedirectQuestion, target: Url, lines: Checked['step']['lines']): Checked {
  const sameOrigin = originOf(target) === question.ownOrigin;
  const untainted = question.origin === null || question.origin === question.ownOrigin;
  return sameOrigin && untainted
    ? failed(
        null,
        `${to}: Chromium rejects a URL with a user name or password here, though the standard allows it`,
        SPEC.redirect,
        lines,
      )
    : failed(
        'RedirectContainsCredentials',
        `${to}: a URL with a user name or password is not allowed for cross-origin requests`,
        SPEC.redirect,
        lines,
      );
}

function locationLine(exchange: Exchange, redirect: Redirect) {
  return { exchange: exchange.id, head: 'delivered', index: redirect.line } as const;
}
