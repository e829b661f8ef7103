import { firstValue } from '../../http/header-line.ts';
import { allowText } from '../allow-text.ts';
import { fateIn } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { type Failure, failureWith, linesBefore, requestedLines, requestName, statusText } from '../failure.ts';
import { redirectBehind } from '../redirect-trouble.ts';
import type { Rule } from '../rule.ts';
import { whoStripped } from './origin-stripped.ts';

const HEADER = 'Access-Control-Allow-Origin';

/** OPTIONS is answered, but by something that knows nothing of CORS or of this origin. */
export const preflightAllowOriginMissing = {
  id: 'preflight-allow-origin-missing',
  title: 'The preflight response lacks Access-Control-Allow-Origin',
  severity: 'blocks',
  scenario: 's2',
  checks: ['gateway.options', 'browser.preflight-match'],
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  browsersSay: {
    chromium: ['PreflightMissingAllowOriginHeader'],
    firefox: 'CORS header ‘Access-Control-Allow-Origin’ missing',
  },
  find(subject) {
    const failure = failureWith(subject, ['PreflightMissingAllowOriginHeader']);
    const status = failure?.response.status ?? 0;
    // an error status, Origin taken off on the way, and a redirect to a login have rules of their own
    if (failure === null || status < 200 || status > 299 || whoStripped(failure) !== null) return [];
    if (redirectBehind(failure) !== null) return [];
    const evidence = [...requestedLines(failure, 'Origin'), ...linesBefore(failure, HEADER)];
    const fate = fateIn(failure, HEADER);
    const checks = fate.kind === 'removed' ? ['s1.stripped', 's5.final', 'gateway.rewrites'] : [];
    return [{ layer: fate.layer, evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const { exchange, origin, response } = failure;
    const method = firstValue(exchange.received.lines, 'Access-Control-Request-Method') ?? '';
    return {
      seen: `\`${requestName(failure)}\`, the preflight, returned \`${statusText(response)}\` without Access-Control-Allow-Origin${removal(failure)}.`,
      why: `The preflight asks whether \`${origin}\` may send a \`${method}\`. Without the header it may not, and the browser does not send the \`${method}\`.`,
      change: `On \`${exchange.authority}\`, answer OPTIONS with \`Access-Control-Allow-Methods: ${method}\`, ${allowText(origin)}, instead of leaving it to a default handler.`,
    };
  },
  examples: [
    {
      desc: 'a framework that answers OPTIONS by itself',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        200 OK
        Allow: GET, HEAD, PUT`),
    },
    {
      desc: 'near miss: an error status, which is the cause of what is missing',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        404 Not Found
        Content-Type: text/html`),
    },
    {
      desc: 'near miss: the header is there, only the method is not allowed',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Methods: GET`),
    },
  ],
} satisfies Rule<Failure>;

/** Where taps on the way tell that it was there once. */
function removal(failure: Failure): string {
  const { kind, layer, before } = fateIn(failure, HEADER);
  return kind === 'removed'
    ? `: it came to \`${layer}\` with \`${before.join(', ')}\`, and \`${layer}\` removed it`
    : '';
}
