import { combinedValue, firstValue } from '../../http/header-line.ts';
import { isSafelistedMethod } from '../../http/safelisted-method.ts';
import { listElements } from '../../http/token-list.ts';
import { type Exchange, exchangeUrl } from '../../trace/exchange.ts';
import { journeyOf } from '../examples.ts';
import { linesNamed } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly preflight: Exchange;
  readonly method: string;
  /** In lower case. */
  readonly names: readonly string[];
}

/** Marks of a library, of tracing and of reloading; and headers of answers, which mean nothing in a request. */
const NEEDLESS =
  /^(?:x-requested-with|cache-control|pragma|expires|trace(?:parent|state)|baggage|sentry-trace|newrelic|b3|x-b3-.+|x-datadog-.+|uber-trace-id|x-amzn-trace-id|x-cloud-trace-context|(?:x-)?(?:request|correlation)-id|access-control-allow-.+)$/;

/** Nothing about the request needs a preflight but headers that the API hardly reads. */
export const needlessHeader = {
  id: 'needless-header',
  title: 'Only a header that is hardly needed makes the browser ask first',
  severity: 'risks',
  scenario: 's2',
  checks: ['client.needless-headers'],
  spec: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header',
  browsersSay: { chromium: [], firefox: null },
  find({ journey }) {
    const preflight = journey.legs[0]?.preflight ?? null;
    if (preflight === null) return [];
    const { lines } = preflight.received;
    const method = firstValue(lines, 'Access-Control-Request-Method') ?? '';
    const names = listElements(combinedValue(lines, 'Access-Control-Request-Headers') ?? '').map(name =>
      name.toLowerCase(),
    );
    if (!isSafelistedMethod(method) || names.length === 0) return [];
    if (!names.every(name => isNeedless(name, method))) return [];
    const evidence = linesNamed(preflight, 'received', ['access-control-request-headers']);
    return [{ layer: 'browser', evidence, values: { preflight, method, names } }];
  },
  explain({ values: { preflight, method, names } }) {
    const named = names.map(name => `\`${name}\``).join(', ');
    const it = names.length === 1 ? 'it' : 'them';
    return {
      seen: `The page sends ${named} with \`${method} ${exchangeUrl(preflight).replace(/[?#].*$/s, '')}\`, and for nothing else the browser asked with OPTIONS first.`,
      why: `A \`${method}\` without ${it} goes out without a preflight: one answer less that every layer has to get right.`,
      change: `If nothing behind \`${preflight.authority}\` reads ${it}, do not send ${it} from the page: a default header of its HTTP library or of a tracing script. Otherwise let the preflight’s answer name ${it} in Access-Control-Allow-Headers.`,
    };
  },
  examples: [
    {
      desc: 'the mark of an HTTP library, not allowed',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/products
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: x-requested-with

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'tracing, allowed',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/products
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: baggage,traceparent

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Headers: baggage, traceparent`),
    },
    {
      desc: 'a content type of nothing: a GET has no body',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/products
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: content-type

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Headers: content-type`),
    },
    {
      desc: 'near miss: Authorization asks for a preflight anyway',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: authorization,x-requested-with

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: so does the method',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT
        Access-Control-Request-Headers: x-requested-with

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
  ],
} satisfies Rule<Values>;

function isNeedless(name: string, method: string): boolean {
  return NEEDLESS.test(name) || (name === 'content-type' && method !== 'POST');
}
