import { combinedValue, firstValue, hasHeader } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { finalExchange, linesNamed } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly exchange: Exchange;
  readonly origin: string;
  readonly vary: string | null;
}

/** The answer is made for one page, and does not say so to the caches on the way. */
export const varyOriginMissing = {
  id: 'vary-origin-missing',
  title: 'A response for one origin lacks Vary: Origin',
  severity: 'risks',
  scenario: 's5',
  checks: ['cdn.vary'],
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
  browsersSay: { chromium: [], firefox: null },
  find({ journey }) {
    const exchange = finalExchange(journey);
    const origin = exchange && firstValue(exchange.received.lines, 'origin');
    if (exchange === null || origin === null || !isFor(exchange, origin) || !isStorable(exchange)) return [];
    const vary = combinedValue(exchange.delivered?.lines ?? [], 'vary');
    const names = listElements(vary ?? '').map(name => name.toLowerCase());
    if (names.includes('origin') || names.includes('*')) return [];
    const evidence = linesNamed(exchange, 'delivered', ['access-control-allow-origin', 'vary', 'cache-control']);
    return [{ layer: blame({ journey, exchange }, 'Vary'), evidence, values: { exchange, origin, vary } }];
  },
  explain({ values: { exchange, origin, vary } }) {
    const said = vary === null ? 'no Vary' : `\`Vary: ${vary}\``;
    const path = exchange.received.target.replace(/\?.*$/s, '');
    return {
      seen: `\`${exchangeName(exchange)}\` was answered for \`${origin}\` only, with ${said}, and nothing in the response keeps a cache from storing it.`,
      why: 'A cache that stores this response, the browser’s own included, also serves it to pages of other origins, where the browser blocks it.',
      change: `On \`${exchange.authority}\`, send \`Vary: Origin\` with every response to \`${path}\`, also if the request has no Origin. If every page gets this same value, there is nothing to change.`,
    };
  },
  examples: [
    {
      desc: 'an echoed origin, and a public answer',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Cache-Control: public, max-age=60
        Vary: Accept-Encoding`),
    },
    {
      desc: 'near miss: it says so',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Vary: Accept-Encoding, origin`),
    },
    {
      desc: 'near miss: no cache may store it',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Cache-Control: no-store`),
    },
    {
      desc: 'near miss: for everybody',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: *`),
    },
    {
      desc: 'near miss: with Authorization, which shared caches do not store by themselves',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Authorization: Bearer x

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
  ],
} satisfies Rule<Values>;

function isFor({ delivered }: Exchange, origin: string): boolean {
  return combinedValue(delivered?.lines ?? [], 'access-control-allow-origin') === origin;
}

/** https://www.rfc-editor.org/rfc/rfc9111#section-4.2.2 */
const KEPT_WITHOUT_BEING_TOLD: ReadonlySet<number> = new Set([200, 203, 204, 206, 300, 301, 308, 404, 410]);

/** May a cache that pages of other origins share store it? https://www.rfc-editor.org/rfc/rfc9111#section-3 */
function isStorable({ received, delivered }: Exchange): boolean {
  if (delivered === null || (received.method !== 'GET' && received.method !== 'HEAD')) return false;
  const control = (combinedValue(delivered.lines, 'cache-control') ?? '').toLowerCase();
  if (/\b(?:no-store|private)\b/.test(control)) return false;
  const shared = /\b(?:public|s-maxage|must-revalidate)\b/.test(control);
  if (hasHeader(received.lines, 'authorization') && !shared) return false;
  return KEPT_WITHOUT_BEING_TOLD.has(delivered.status);
}
