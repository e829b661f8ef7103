import { hrefOf } from '../../http/url.ts';
import { blame, missedBy } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { linesNamed } from '../final-exchange.ts';
import { type RedirectTrouble, redirectTrouble } from '../redirect-trouble.ts';
import type { Rule } from '../rule.ts';

/** The page has the API's address with http, and the edge sends everybody to https: no preflight survives that. */
export const httpsRedirect = {
  id: 'https-redirect',
  title: 'The API’s http address redirects to https',
  severity: 'blocks',
  scenario: 's6',
  checks: ['s6.https-redirect', 'client.base-url', 'mistake.ignored-redirect'],
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  browsersSay: {
    chromium: ['PreflightDisallowedRedirect', 'PreflightMissingAllowOriginHeader', 'MissingAllowOriginHeader'],
    firefox: 'CORS request external redirect not allowed',
  },
  find(subject) {
    const trouble = redirectTrouble(subject, 'https');
    if (trouble === null) return [];
    const { exchange, failure } = trouble;
    const layer = blame({ journey: subject.journey, exchange }, null);
    const preflight = isPreflight(trouble) ? ['s2.routed', 's2.status'] : [];
    const missed = isPreflight(trouble) && missedBy(failure).length > 0 ? ['gateway.options'] : [];
    const evidence = linesNamed(exchange, 'delivered', ['location']);
    return [{ layer, evidence, checks: [...preflight, ...missed], values: trouble }];
  },
  explain({ values }) {
    const { exchange, redirect, target } = values;
    const url = hrefOf(target).replace(/\?.*$/s, '');
    return {
      seen: `\`${exchangeName(exchange)}\`${isPreflight(values) ? ', the preflight,' : ''} was redirected (${redirect.status}) to \`${url}\`.`,
      why: whyNot(values),
      change: `In the page, request \`${url}\` directly: set the API’s base URL to https. With \`Strict-Transport-Security\`, browsers that have visited the API do so on their own.`,
    };
  },
  examples: [
    {
      desc: 'the preflight',
      hits: 1,
      journey: journeyOf(`
        OPTIONS http://api.lab.test/orders/7
        Origin: http://app.lab.test
        Access-Control-Request-Method: PUT

        301 Moved Permanently
        Location: https://api.lab.test/orders/7`),
    },
    {
      desc: 'a request without a preflight, and a redirect without CORS headers',
      hits: 1,
      journey: journeyOf(`
        GET http://api.lab.test/products?page=2
        Origin: http://app.lab.test

        308 Permanent Redirect
        Location: https://api.lab.test/products?page=2`),
    },
    {
      desc: 'followed, and the origin lost on the way',
      hits: 1,
      journey: journeyOf(
        `
        GET http://api.lab.test/products
        Origin: http://app.lab.test

        301 Moved Permanently
        Access-Control-Allow-Origin: http://app.lab.test
        Location: https://api.lab.test/products`,
        `
        GET https://api.lab.test/products
        Origin: null

        200 OK
        Access-Control-Allow-Origin: http://app.lab.test`,
      ),
    },
    {
      desc: 'near miss: to https on another host',
      hits: 0,
      journey: journeyOf(`
        OPTIONS http://api.lab.test/orders/7
        Origin: http://app.lab.test
        Access-Control-Request-Method: PUT

        301 Moved Permanently
        Location: https://eu.lab.test/orders/7`),
    },
    {
      desc: 'near miss: followed, and allowed',
      hits: 0,
      journey: journeyOf(
        `
        GET http://api.lab.test/products
        Origin: http://app.lab.test

        301 Moved Permanently
        Access-Control-Allow-Origin: *
        Location: https://api.lab.test/products`,
        `
        GET https://api.lab.test/products
        Origin: null

        200 OK
        Access-Control-Allow-Origin: *`,
      ),
    },
  ],
} satisfies Rule<RedirectTrouble>;

function isPreflight({ failure, exchange }: RedirectTrouble): boolean {
  return failure.exchange === exchange && failure.phase === 'preflight';
}

function whyNot(trouble: RedirectTrouble): string {
  if (isPreflight(trouble))
    return 'Browsers do not follow a redirect of a preflight, not even from http to https on the same host.';
  const { failure, exchange } = trouble;
  return failure.exchange === exchange
    ? `The redirect response itself has no Access-Control-Allow-Origin for \`${failure.origin}\`, so the browser does not follow it.`
    : 'http and https are different origins. A cross-origin request that is redirected to a third origin continues with `Origin: null`, which matches no allowed origin.';
}
