import { firstValue } from '../../http/header-line.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestedLines, requestName } from '../failure.ts';
import { isLocal, originDifference } from '../origin-difference.ts';
import { redirectChecks } from '../redirect-checks.ts';
import type { Rule } from '../rule.ts';

/** The header names an origin, but not this page's, byte for byte. */
export const allowOriginMismatch = {
  id: 'allow-origin-mismatch',
  title: 'Access-Control-Allow-Origin names another origin',
  severity: 'blocks',
  scenario: 's1',
  checks: ['s1.origin-exact', 'browser.origin'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  browsersSay: {
    chromium: ['AllowOriginMismatch', 'PreflightAllowOriginMismatch'],
    firefox: 'CORS header ‘Access-Control-Allow-Origin’ does not match',
  },
  find(subject) {
    const failure = failureWith(subject, ['AllowOriginMismatch', 'PreflightAllowOriginMismatch']);
    if (failure === null) return [];
    const header = 'Access-Control-Allow-Origin';
    const evidence = [...deliveredLines(failure, header), ...requestedLines(failure, 'Origin')];
    const local = isLocal(allowedBy(failure)) && !isLocal(failure.origin) ? ['s6.origins', 's6.env-origins'] : [];
    const checks = [...local, ...redirectChecks(failure)];
    return [{ layer: blame(failure, header), evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const allowed = allowedBy(failure);
    const { origin } = failure;
    return {
      seen: `Access-Control-Allow-Origin is \`${allowed}\` (${originDifference(allowed, origin)}) in the answer to \`${requestName(failure)}\`; the page's origin is \`${origin}\`.`,
      why: 'A browser compares the two byte for byte: scheme, host and port, no path, no pattern, no list.',
      change: `Among the allowed origins of \`${failure.exchange.authority}\`, enter \`${origin}\` exactly, and send back the one that the request names, with \`Vary: Origin\`.`,
    };
  },
  examples: [
    {
      desc: 'a trailing slash',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test/`),
    },
    {
      desc: 'the developer’s origin, in production',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        204 No Content
        Access-Control-Allow-Origin: http://localhost:3000
        Access-Control-Allow-Methods: PUT`),
    },
    {
      desc: 'near miss: the same origin, to the byte',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true`),
    },
  ],
} satisfies Rule<Failure>;

function allowedBy({ response }: Failure): string {
  return firstValue(response.lines, 'Access-Control-Allow-Origin') ?? '';
}
