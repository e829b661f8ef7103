import { firstValue } from '../../http/header-line.ts';
import { mimeEssence } from '../../http/safelisted-request-header.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { finalExchange, linesNamed } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly exchange: Exchange;
  readonly type: string;
  readonly nosniff: boolean;
  readonly dest: string;
}

const DESTINATIONS: ReadonlySet<string> = new Set(['audio', 'image', 'script', 'style', 'track', 'video']);
const DATA_TYPE = /^(?:text\/(?:html|xml|json)|application\/(?:json|xml)|[^/]+\/[^/]+\+(?:json|xml))$/;

/** A tag that waits for an image or a script gets a web page or JSON, mostly an error or a login page. */
export const opaqueResponseBlocked = {
  id: 'opaque-response-blocked',
  title: 'An image or script request returns data or a page',
  severity: 'notes',
  scenario: 's1',
  checks: ['cat.not-cors', 'browser.trace'],
  spec: 'https://fetch.spec.whatwg.org/#corb',
  browsersSay: { chromium: [], firefox: null },
  find({ journey }) {
    const exchange = finalExchange(journey);
    const values = exchange === null ? null : valuesOf(exchange);
    if (exchange === null || values === null) return [];
    const evidence = [
      ...linesNamed(exchange, 'delivered', ['content-type', 'x-content-type-options']),
      ...linesNamed(exchange, 'received', ['sec-fetch-dest', 'sec-fetch-mode']),
    ];
    return [{ layer: 'upstream', evidence, values }];
  },
  explain({ values: { exchange, type, nosniff, dest } }) {
    const status = exchange.delivered?.status ?? 0;
    return {
      seen: `\`${exchangeName(exchange)}\`, requested as ${dest} without CORS, returned ${status} with \`${type}\`${nosniff ? ' and `X-Content-Type-Options: nosniff`' : ''}.`,
      why: nosniff
        ? 'Browsers block such a response (`net::ERR_BLOCKED_BY_ORB`), because it is not what the tag expects.'
        : 'If the body is what its type says, browsers block it (`net::ERR_BLOCKED_BY_ORB`), because it is not what the tag expects.',
      change: `Find out why \`${exchange.authority}\` responds with that (an error page, a login, a wrong path), or send the Content-Type of a real ${dest}; to read data, use fetch with CORS.`,
    };
  },
  examples: [
    {
      desc: 'JSON for a script tag',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: same-site
        Sec-Fetch-Dest: script

        200 OK
        Content-Type: application/json
        X-Content-Type-Options: nosniff`),
    },
    {
      desc: 'an HTML error page for an image',
      hits: 1,
      journey: journeyOf(`
        GET https://cdn.lab.test/logo.png
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: cross-site
        Sec-Fetch-Dest: image

        404 Not Found
        Content-Type: text/html; charset=utf-8`),
    },
    {
      desc: 'near miss: an SVG is an image',
      hits: 0,
      journey: journeyOf(`
        GET https://cdn.lab.test/logo.svg
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: cross-site
        Sec-Fetch-Dest: image

        200 OK
        Content-Type: image/svg+xml
        X-Content-Type-Options: nosniff`),
    },
    {
      desc: 'near miss: the page’s own server',
      hits: 0,
      journey: journeyOf(`
        GET https://app.lab.test/logo.png
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: same-origin
        Sec-Fetch-Dest: image

        404 Not Found
        Content-Type: text/html`),
    },
  ],
} satisfies Rule<Values>;

/** https://github.com/annevk/orb: types that are never meant for a tag. */
function valuesOf(exchange: Exchange): Values | null {
  const asked = exchange.received.lines;
  if (firstValue(asked, 'sec-fetch-mode') !== 'no-cors' || firstValue(asked, 'sec-fetch-site') === 'same-origin')
    return null;
  const dest = firstValue(asked, 'sec-fetch-dest') ?? '';
  const lines = exchange.delivered?.lines ?? [];
  const type = mimeEssence(firstValue(lines, 'content-type') ?? '');
  const nosniff = (firstValue(lines, 'x-content-type-options') ?? '').toLowerCase() === 'nosniff';
  const isData = (DATA_TYPE.test(type) && type !== 'image/svg+xml') || (nosniff && type === 'text/plain');
  return DESTINATIONS.has(dest) && isData ? { exchange, type, nosniff, dest } : null;
}
