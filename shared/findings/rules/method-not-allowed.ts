import { combinedValue, firstValue } from '../../http/header-line.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestedLines } from '../failure.ts';
import type { Rule } from '../rule.ts';

const HEADER = 'Access-Control-Allow-Methods';

/** The preflight is answered, and the method is not among those allowed: reads work, the write fails. */
export const methodNotAllowed = {
  id: 'method-not-allowed',
  title: 'The preflight response does not allow the method',
  severity: 'blocks',
  scenario: 's3',
  checks: ['s2.methods', 's3.method-allowed', 'browser.preflight-match'],
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  browsersSay: {
    chromium: ['MethodDisallowedByPreflightResponse'],
    firefox: 'Did not find method in CORS header ‘Access-Control-Allow-Methods’',
  },
  find(subject) {
    const failure = failureWith(subject, ['MethodDisallowedByPreflightResponse']);
    if (failure === null) return [];
    const evidence = [...requestedLines(failure, 'Access-Control-Request-Method'), ...deliveredLines(failure, HEADER)];
    return [{ layer: blame(failure, HEADER), evidence, values: failure }];
  },
  explain({ values: failure }) {
    const method = firstValue(failure.exchange.received.lines, 'Access-Control-Request-Method') ?? '';
    const allowed = combinedValue(failure.response.lines, HEADER);
    return {
      seen: `The preflight asks for \`${method}\`; ${HEADER} ${allowed === null ? 'is missing from the response' : `is \`${allowed}\``}.`,
      why: whyNot(method, allowed, failure),
      change: `In the response to OPTIONS \`${failure.exchange.received.target}\` on \`${failure.exchange.authority}\`, list \`${method}\` in ${HEADER}.`,
    };
  },
  examples: [
    {
      desc: 'reads are allowed, the write is not',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Methods: GET, POST`),
    },
    {
      desc: 'methods are compared with their letter case',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: patch

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Methods: PATCH`),
    },
    {
      desc: 'near miss: POST need not be named',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders
        Origin: https://app.lab.test
        Access-Control-Request-Method: POST
        Access-Control-Request-Headers: content-type

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Headers: content-type`),
    },
  ],
} satisfies Rule<Failure>;

function whyNot(method: string, allowed: string | null, { when }: Failure): string {
  if (allowed?.includes('*'))
    return `\`*\` is a wildcard for methods only without credentials${when ? '' : ', and this request is made with credentials'}.`;
  if (allowed?.toUpperCase().includes(method.toUpperCase())) {
    return `Method names are case-sensitive, and \`${method}\` is not listed in that case.`;
  }
  return `Every method except GET, HEAD and POST must be listed there, so the browser does not send the \`${method}\`.`;
}
