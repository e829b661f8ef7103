import { firstValue } from '../../http/header-line.ts';
import { parseUrl, resolveUrl } from '../../http/url.ts';
import { blame, missedBy } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, preflightFailure, requestName, statusText } from '../failure.ts';
import type { Rule } from '../rule.ts';

/** OPTIONS is sent elsewhere: to https, to a path with or without a slash, to a login page. */
export const preflightRedirected = {
  id: 'preflight-redirected',
  title: 'The preflight is answered with a redirect',
  severity: 'blocks',
  scenario: 's2',
  checks: ['s2.routed', 's2.status', 'mistake.ignored-redirect'],
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  browsersSay: {
    chromium: ['PreflightDisallowedRedirect', 'PreflightMissingAllowOriginHeader', 'PreflightInvalidStatus'],
    firefox: 'CORS request external redirect not allowed',
  },
  find(subject) {
    const failure = preflightFailure(subject, 300, 399);
    if (failure === null) return [];
    const evidence = deliveredLines(failure, 'Location');
    return [{ layer: blame(failure, null), evidence, checks: checksFor(failure), values: failure }];
  },
  explain({ values: failure }) {
    const location = firstValue(failure.response.lines, 'Location');
    const target = location === null ? 'without a Location' : `to \`${location}\``;
    return {
      seen: `\`${requestName(failure)}\`, the preflight, was redirected ${target} (\`${statusText(failure.response)}\`).`,
      why: 'A browser does not follow a redirect of a preflight, wherever it leads.',
      change: changeFor(failure, location),
    };
  },
  examples: [
    {
      desc: 'a redirect to https',
      hits: 1,
      journey: journeyOf(`
        OPTIONS http://api.lab.test/orders/7
        Origin: http://app.lab.test
        Access-Control-Request-Method: PUT

        301 Moved Permanently
        Location: https://api.lab.test/orders/7`),
    },
    {
      desc: 'a login page, with CORS headers',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        302 Found
        Location: https://login.lab.test/?next=%2Forders%2F7
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: the request itself may be redirected',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products/
        Origin: https://app.lab.test

        301 Moved Permanently
        Location: /products
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
  ],
} satisfies Rule<Failure>;

function checksFor(failure: Failure): string[] {
  const location = firstValue(failure.response.lines, 'Location');
  return [
    ...(isUpgrade(failure.url, location) ? ['s6.https-redirect'] : []),
    ...(leadsToLogin(failure.url, location) ? ['s2.auth-first', 'auth.redirects'] : []),
    ...(missedBy(failure).length > 0 ? ['gateway.options'] : []),
  ];
}

const LOGIN =
  /(?:^|[/._-])(?:log-?in|sign-?in|auth|oauth2?|authorize|sso|saml|idp|accounts|cdn-cgi\/access)(?:[/._?-]|$)/i;

/** To another site's page for that, or to a path that is named so. */
function leadsToLogin(url: string, location: string | null): boolean {
  const base = parseUrl(url);
  const target = base === null || location === null ? null : resolveUrl(base, location);
  return target !== null && LOGIN.test(`${target.host}${target.path.split('?')[0]}`);
}

function isUpgrade(url: string, location: string | null): boolean {
  return url.startsWith('http://') && location?.startsWith('https://') === true;
}

function changeFor({ url, exchange }: Failure, location: string | null): string {
  if (location?.replace('https://', 'http://') === url) {
    return `Let the page ask \`${location}\` in the first place; or answer OPTIONS on \`${exchange.authority}\` before the redirect to https.`;
  }
  return `On \`${exchange.authority}\`, answer OPTIONS for \`${exchange.received.target}\` before whatever redirects (a login, a trailing slash, another host); or let the page ask the final URL.`;
}
