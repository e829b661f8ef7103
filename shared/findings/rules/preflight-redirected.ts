import { firstValue } from '../../http/header-line.ts';
import { blame, missedBy } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, preflightFailure, requestName, statusText } from '../failure.ts';
import { redirectBehind } from '../redirect-trouble.ts';
import type { Rule } from '../rule.ts';

/** OPTIONS is sent elsewhere: to another host, to another path. */
export const preflightRedirected = {
  id: 'preflight-redirected',
  title: 'The preflight returns a redirect',
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
    // a login, https and a slash have rules of their own
    if (failure === null || redirectBehind(failure) !== null) return [];
    const evidence = deliveredLines(failure, 'Location');
    const checks = missedBy(failure).length > 0 ? ['gateway.options'] : [];
    return [{ layer: blame(failure, null), evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const location = firstValue(failure.response.lines, 'Location');
    const target = location === null ? 'without a Location' : `to \`${location}\``;
    return {
      seen: `\`${requestName(failure)}\`, the preflight, was redirected ${target} (\`${statusText(failure.response)}\`).`,
      why: 'Browsers do not follow a redirect of a preflight, wherever it leads.',
      change: changeFor(failure, location),
    };
  },
  examples: [
    {
      desc: 'a redirect to another host',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        307 Temporary Redirect
        Location: https://eu.lab.test/orders/7
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'a status from 300 to 399 that leads nowhere',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        304 Not Modified`),
    },
    {
      desc: 'near miss: to a login, which has a rule of its own',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        302 Found
        Location: https://login.lab.test/?next=%2Forders%2F7`),
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

function changeFor({ exchange }: Failure, location: string | null): string {
  const instead = location === null ? '' : `; or let the page request \`${location}\` directly`;
  return `On \`${exchange.authority}\`, answer OPTIONS for \`${exchange.received.target}\` before anything redirects it${instead}.`;
}
