import { unreadableHeaders } from '../../cors/readable-headers.ts';
import { combinedValue } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { finalExchange, linesNamed } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly exchange: Exchange;
  readonly names: readonly string[];
  /** Null where the header is missing. */
  readonly exposed: string | null;
}

const HEADER = 'Access-Control-Expose-Headers';
const WANTED =
  /^(?:x-|ratelimit|authorization$|content-disposition$|content-range$|etag$|link$|location$|retry-after$|www-authenticate$)/;
/** Meant for the browser or for layers on the way, never for a script. */
const NOT_FOR_PAGES =
  /^x-(?:amz-cf-|aspnet|azure-ref|cache|content-type-options$|dns-prefetch|download-options|envoy|fb-|frame-options|permitted-cross|powered-by|proxy-cache|robots-tag|runtime|served-by|timer|ua-compatible|varnish|xss-protection)/;

/** The page may read the answer, and not the header that it wants: `headers.get()` is null, and nothing says why. */
export const headerNotReadable = {
  id: 'header-not-readable',
  title: 'The page cannot read a response header',
  severity: 'notes',
  scenario: 's5',
  checks: ['s5.final'],
  spec: 'https://fetch.spec.whatwg.org/#http-access-control-expose-headers',
  browsersSay: { chromium: [], firefox: null },
  find({ journey, verdict, facts }) {
    const exchange = finalExchange(journey);
    if (exchange === null || verdict.outcome !== 'allowed') return [];
    const names = unreadableHeaders(exchange, facts.credentials.mode === 'include').filter(isWanted);
    if (names.length === 0) return [];
    const exposed = combinedValue(exchange.delivered?.lines ?? [], HEADER);
    const evidence = linesNamed(exchange, 'delivered', [...names, HEADER.toLowerCase()]);
    return [{ layer: blame({ journey, exchange }, HEADER), evidence, values: { exchange, names, exposed } }];
  },
  explain({ values: { exchange, names, exposed } }) {
    const named = names.map(name => `\`${name}\``).join(', ');
    return {
      seen: `The response to \`${exchangeName(exchange)}\` has ${named}, but ${HEADER} ${exposed === null ? 'is missing' : `is \`${exposed}\``}.`,
      why: isStar(exposed)
        ? `For a request with credentials, \`*\` in ${HEADER} is not a wildcard, so it exposes nothing.`
        : `A script on another origin can read only the CORS-safelisted response headers and those listed in ${HEADER}; the others look absent.`,
      change: `If the page needs ${names.length === 1 ? 'it' : 'them'}, send \`${HEADER}: ${names.join(', ')}\` on \`${exchange.authority}\`.`,
    };
  },
  examples: [
    {
      desc: 'a page count and a request id',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true
        X-Total-Count: 120
        X-Request-Id: 7f`),
    },
    {
      desc: 'a star, with credentials',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/file
        Origin: https://app.lab.test
        Cookie: sid=1

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true
        Access-Control-Expose-Headers: *
        Content-Disposition: attachment; filename=a.pdf`),
    },
    {
      desc: 'near miss: exposed by name',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true
        Access-Control-Expose-Headers: x-total-count
        X-Total-Count: 120
        X-Frame-Options: DENY`),
    },
  ],
} satisfies Rule<Values>;

function isWanted(name: string): boolean {
  return WANTED.test(name) && !NOT_FOR_PAGES.test(name);
}

function isStar(exposed: string | null): boolean {
  return listElements(exposed ?? '').includes('*');
}
