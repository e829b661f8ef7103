import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { type Failure, failuresOf, statusText } from '../failure.ts';
import { linesNamed } from '../final-exchange.ts';
import { type RedirectCause, redirectCause } from '../redirect-cause.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly failure: Failure;
  readonly cause: RedirectCause;
}

/** The page still asks with http, and whoever answers there sends everything to https. */
export const httpsRedirect = {
  id: 'https-redirect',
  title: 'The request is redirected from http to https',
  severity: 'blocks',
  scenario: 's6',
  checks: ['s6.https-redirect', 'mistake.ignored-redirect'],
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  browsersSay: { chromium: [], firefox: null },
  find({ journey, verdict }) {
    for (const failure of failuresOf({ journey, verdict })) {
      const cause = redirectCause(failure);
      if (cause?.kind !== 'upgrade') continue;
      const evidence = linesNamed(cause.redirecting, 'delivered', ['location']);
      const checks = isPreflight(cause) ? ['s2.routed', 's2.status'] : [];
      const layer = blame({ journey, exchange: cause.redirecting }, null);
      return [{ layer, evidence, checks, values: { failure, cause } }];
    }
    return [];
  },
  explain({ values: { failure, cause } }) {
    const { redirecting, location } = cause;
    const status = redirecting.delivered === null ? '' : ` (\`${statusText(redirecting.delivered)}\`)`;
    return {
      seen: `\`${exchangeName(redirecting)}\`${isPreflight(cause) ? ', the preflight,' : ''} was redirected to \`${location.replace(/\?.*$/s, '')}\`${status}.`,
      why: whyNot(failure, cause),
      change: changeFor(cause),
    };
  },
  examples: [
    {
      desc: 'a preflight',
      hits: 1,
      journey: journeyOf(`
        OPTIONS http://api.lab.test/orders/7
        Origin: http://app.lab.test
        Access-Control-Request-Method: PUT

        301 Moved Permanently
        Location: https://api.lab.test/orders/7`),
    },
    {
      desc: 'the request itself, whose redirect carries no CORS headers',
      hits: 1,
      journey: journeyOf(`
        GET http://api.lab.test/orders
        Origin: http://app.lab.test

        308 Permanent Redirect
        Location: https://api.lab.test/orders`),
    },
    {
      desc: 'a redirect that is followed, and changes the origin to null',
      hits: 1,
      journey: journeyOf(
        `GET http://api.lab.test/orders
        Origin: http://app.lab.test

        301 Moved Permanently
        Access-Control-Allow-Origin: http://app.lab.test
        Location: https://api.lab.test/orders`,
        `GET https://api.lab.test/orders
        Origin: null

        200 OK
        Access-Control-Allow-Origin: http://app.lab.test`,
      ),
    },
    {
      desc: 'near miss: from https to another host',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        301 Moved Permanently
        Location: https://eu.lab.test/orders/7`),
    },
  ],
} satisfies Rule<Values>;

function isPreflight({ redirecting }: RedirectCause): boolean {
  return redirecting.received.method === 'OPTIONS';
}

function whyNot(failure: Failure, cause: RedirectCause): string {
  if (isPreflight(cause)) return 'A browser follows no redirect of a preflight, not even to https of the same host.';
  if (failure.exchange === cause.redirecting) {
    return `To a browser http and https are two origins: before it follows, it wants the redirect itself to allow \`${failure.origin}\`.`;
  }
  return 'To a browser http and https are two origins, so after the redirect its Origin header names the page no more, and the answer does not allow what it says.';
}

function changeFor({ redirecting, target }: RedirectCause): string {
  const base = `\`https://${target.host}\``;
  if (isPreflight({ redirecting, target, kind: 'upgrade', location: '' })) {
    return `Let the page ask ${base} in the first place; or answer OPTIONS on \`${redirecting.authority}\` before the redirect to https.`;
  }
  return `Let the page ask ${base} in the first place: its base URL for the API still says http.`;
}
