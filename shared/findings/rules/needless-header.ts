import { preflightCauses } from '../../cors/preflight-cause.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { linesNamed } from '../final-exchange.ts';
import { needlessText } from '../needless-headers.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly preflight: Exchange;
  /** In lower case, in the order asked. */
  readonly names: readonly string[];
}

/** Without these headers the browser would have asked nobody first. */
export const needlessHeader = {
  id: 'needless-header',
  title: 'The preflight is caused only by headers that the API can do without',
  severity: 'risks',
  scenario: 's2',
  checks: ['client.needless-headers'],
  spec: 'https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names',
  browsersSay: { chromium: [], firefox: null },
  find({ journey }) {
    const leg = journey.legs.find(({ preflight }) => preflight !== null);
    const causes = leg === undefined ? [] : preflightCauses(leg);
    const names = causes.flatMap(cause => (cause.kind === 'header' ? [cause.name] : []));
    if (leg?.preflight == null || names.length === 0 || names.length < causes.length) return [];
    if (!names.every(name => needlessText(name) !== null)) return [];
    const evidence = linesNamed(leg.preflight, 'received', ['access-control-request-headers']);
    return [{ layer: 'browser', evidence, values: { preflight: leg.preflight, names } }];
  },
  explain({ values: { preflight, names } }) {
    const described = names.map(name => `\`${name}\`, ${needlessText(name)}`).join('; ');
    const list = names.map(name => `\`${name}\``).join(', ');
    return {
      seen: `The browser sent \`${exchangeName(preflight)}\` only because of ${described}.`,
      why: 'A request header that is not CORS-safelisted needs a preflight: one more round trip, and an OPTIONS response that every layer has to get right.',
      change: `In the page, remove ${list} from requests to \`${preflight.authority}\` (for a library, configure the hosts that it may add headers to); then no preflight is needed.`,
    };
  },
  examples: [
    {
      desc: 'a library’s old custom, refused',
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
      journey: journeyOf(
        `
        OPTIONS https://api.lab.test/products
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: baggage,sentry-trace

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Headers: baggage, sentry-trace`,
        `
        GET https://api.lab.test/products
        Origin: https://app.lab.test
        Baggage: sentry-environment=production
        Sentry-Trace: 1-1

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Vary: Origin`,
      ),
    },
    {
      desc: 'near miss: the token needs a preflight anyway',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/me
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: authorization,x-requested-with

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true
        Access-Control-Allow-Headers: Authorization, X-Requested-With`),
    },
    {
      desc: 'near miss: so does the method',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: DELETE
        Access-Control-Request-Headers: traceparent

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true
        Access-Control-Allow-Methods: DELETE
        Access-Control-Allow-Headers: traceparent`),
    },
  ],
} satisfies Rule<Values>;
