import { firstValue } from '../../http/header-line.ts';
import { redirectOf } from '../../trace/redirect.ts';
import { blame, missedBy } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, preflightFailure, requestName, statusText } from '../failure.ts';
import { isLogin } from '../redirect-cause.ts';
import type { Rule } from '../rule.ts';

/** OPTIONS is sent elsewhere: to a path with or without a slash, to another host. To https and to a login page have rules of their own. */
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
      change: changeFor(failure),
    };
  },
  examples: [
    {
      desc: 'a slash at the end of the path',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        301 Moved Permanently
        Location: https://api.lab.test/orders/`),
    },
    {
      desc: 'a login page of the same host, with CORS headers',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        302 Found
        Location: /login?next=%2Forders%2F7
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: to https, which a rule of its own says',
      hits: 0,
      journey: journeyOf(`
        OPTIONS http://api.lab.test/orders/7
        Origin: http://app.lab.test
        Access-Control-Request-Method: PUT

        301 Moved Permanently
        Location: https://api.lab.test/orders/7`),
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
  const target = redirectOf(failure.exchange)?.target ?? null;
  return [
    ...(target !== null && isLogin(target) ? ['s2.auth-first', 'auth.redirects'] : []),
    ...(missedBy(failure).length > 0 ? ['gateway.options'] : []),
  ];
}

function changeFor({ exchange }: Failure): string {
  return `On \`${exchange.authority}\`, answer OPTIONS for \`${exchange.received.target}\` before whatever redirects (a login, a trailing slash, another host); or let the page ask the final URL.`;
}
