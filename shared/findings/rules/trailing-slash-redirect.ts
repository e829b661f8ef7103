import { hrefOf } from '../../http/url.ts';
import { blame, missedBy } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { linesNamed } from '../final-exchange.ts';
import { type RedirectTrouble, redirectTrouble } from '../redirect-trouble.ts';
import type { Rule } from '../rule.ts';

/** A framework or a server that wants the path with a slash at its end, or without one. */
export const trailingSlashRedirect = {
  id: 'trailing-slash-redirect',
  title: 'The path is redirected because of a trailing slash',
  severity: 'blocks',
  scenario: 's6',
  checks: ['mistake.ignored-redirect'],
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  browsersSay: {
    chromium: ['PreflightDisallowedRedirect', 'PreflightMissingAllowOriginHeader', 'MissingAllowOriginHeader'],
    firefox: 'CORS request external redirect not allowed',
  },
  find(subject) {
    const trouble = redirectTrouble(subject, 'slash');
    if (trouble === null) return [];
    const { exchange, failure } = trouble;
    const layer = blame({ journey: subject.journey, exchange }, null);
    const preflight = failure.phase === 'preflight' ? ['s2.routed', 's2.status'] : [];
    const missed = failure.phase === 'preflight' && missedBy(failure).length > 0 ? ['gateway.options'] : [];
    const evidence = linesNamed(exchange, 'delivered', ['location']);
    return [{ layer, evidence, checks: [...preflight, ...missed], values: trouble }];
  },
  explain({ values: { exchange, redirect, failure, target } }) {
    const path = target.path.replace(/\?.*$/s, '');
    const preflight = failure.phase === 'preflight';
    return {
      seen: `\`${exchangeName(exchange)}\`${preflight ? ', the preflight,' : ''} was redirected (${redirect.status}) to \`${hrefOf(target).replace(/\?.*$/s, '')}\`, which differs only in the trailing slash.`,
      why: preflight
        ? 'Browsers do not follow a redirect of a preflight, wherever it leads.'
        : `The redirect response itself has no Access-Control-Allow-Origin for \`${failure.origin}\`, so the browser does not follow it.`,
      change: `Let the page request exactly \`${path}\`; or let \`${exchange.authority}\` serve both paths, and handle CORS before anything redirects.`,
    };
  },
  examples: [
    {
      desc: 'the preflight of a path without its slash',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders
        Origin: https://app.lab.test
        Access-Control-Request-Method: POST
        Access-Control-Request-Headers: content-type

        308 Permanent Redirect
        Location: https://api.lab.test/orders/`),
    },
    {
      desc: 'a GET with one too many, and a redirect without CORS headers',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products/?page=2
        Origin: https://app.lab.test

        301 Moved Permanently
        Location: /products?page=2`),
    },
    {
      desc: 'near miss: the redirect is followed, and it is the last answer that lacks the header',
      hits: 0,
      journey: journeyOf(
        `
        GET https://api.lab.test/products/
        Origin: https://app.lab.test

        301 Moved Permanently
        Access-Control-Allow-Origin: https://app.lab.test
        Location: /products`,
        `
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Content-Type: application/json`,
      ),
    },
    {
      desc: 'near miss: to another path',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders
        Origin: https://app.lab.test
        Access-Control-Request-Method: POST

        308 Permanent Redirect
        Location: https://api.lab.test/v2/orders/`),
    },
  ],
} satisfies Rule<RedirectTrouble>;
