import { checkResourcePolicy } from '../../cors/resource-policy.ts';
import { combinedValue, firstValue, hasHeader } from '../../http/header-line.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { exchangesOf } from '../../trace/journey.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { linesNamed } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly exchange: Exchange;
  readonly value: string;
  readonly site: string;
}

const HEADER = 'Cross-Origin-Resource-Policy';

/** An image, script or `no-cors` fetch whose answer says that it is not for this page. */
export const resourcePolicyRefused = {
  id: 'resource-policy-refused',
  title: 'Cross-Origin-Resource-Policy blocks the response',
  severity: 'blocks',
  scenario: 's1',
  checks: ['cat.not-cors', 'browser.trace'],
  spec: 'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header',
  browsersSay: { chromium: [], firefox: null },
  find({ journey }) {
    const refused = exchangesOf(journey).find(isRefused);
    if (refused === undefined) return [];
    const lines = refused.delivered?.lines ?? [];
    const site = firstValue(refused.received.lines, 'sec-fetch-site') ?? '';
    const values = { exchange: refused, value: combinedValue(lines, HEADER) ?? '', site };
    const evidence = [
      ...linesNamed(refused, 'delivered', [HEADER.toLowerCase()]),
      ...linesNamed(refused, 'received', ['sec-fetch-site', 'sec-fetch-mode']),
    ];
    return [{ layer: blame({ journey, exchange: refused }, HEADER), evidence, values }];
  },
  explain({ values: { exchange, value, site } }) {
    const reach = value === 'same-origin' ? 'pages of its own origin' : 'pages of the same site';
    return {
      seen: `${HEADER} is \`${value}\` in the response to \`${exchangeName(exchange)}\`, a \`no-cors\` request that is \`${site}\`.`,
      why: `Only ${reach} may embed that response; the browser reports \`net::ERR_BLOCKED_BY_RESPONSE\`, which is not a CORS error. A page with \`Cross-Origin-Embedder-Policy: require-corp\` even requires the header; the traffic does not show whether this page has that policy.`,
      change: `On \`${exchange.authority}\`, send \`${HEADER}: ${site === 'same-site' ? 'same-site' : 'cross-origin'}\` with what other pages may embed; or request it with CORS, which this header does not affect.`,
    };
  },
  examples: [
    {
      desc: 'same-origin, and the page is on a sister host',
      hits: 1,
      journey: journeyOf(`
        GET https://cdn.lab.test/logo.png
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: same-site
        Sec-Fetch-Dest: image

        200 OK
        Content-Type: image/png
        Cross-Origin-Resource-Policy: same-origin`),
    },
    {
      desc: 'near miss: a CORS request, which the header does not touch',
      hits: 0,
      journey: journeyOf(`
        GET https://cdn.lab.test/data.json
        Origin: https://app.lab.test
        Sec-Fetch-Mode: cors
        Sec-Fetch-Site: same-site

        200 OK
        Access-Control-Allow-Origin: *
        Cross-Origin-Resource-Policy: same-origin`),
    },
    {
      desc: 'near miss: an unknown value, which counts as none',
      hits: 0,
      journey: journeyOf(`
        GET https://cdn.lab.test/logo.png
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: cross-site
        Sec-Fetch-Dest: image

        200 OK
        Cross-Origin-Resource-Policy: Same-Origin`),
    },
  ],
} satisfies Rule<Values>;

function isRefused(exchange: Exchange): boolean {
  if (firstValue(exchange.received.lines, 'sec-fetch-mode') !== 'no-cors') return false;
  if (exchange.delivered === null || !hasHeader(exchange.delivered.lines, HEADER)) return false;
  return checkResourcePolicy(exchange)?.failed === true;
}
