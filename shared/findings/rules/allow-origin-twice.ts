import { valuesOf } from '../../http/header-line.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestName } from '../failure.ts';
import type { Rule } from '../rule.ts';

/** Two layers each add the header, or one writes a list into it. */
export const allowOriginTwice = {
  id: 'allow-origin-twice',
  title: 'Access-Control-Allow-Origin has more than one value',
  severity: 'blocks',
  scenario: 's5',
  checks: ['s5.duplicates', 'gateway.rewrites', 'mistake.many-owners'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  browsersSay: {
    chromium: ['MultipleAllowOriginValues', 'PreflightMultipleAllowOriginValues'],
    firefox: 'Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed',
  },
  find(subject) {
    const failure = failureWith(subject, ['MultipleAllowOriginValues', 'PreflightMultipleAllowOriginValues']);
    if (failure === null) return [];
    const evidence = deliveredLines(failure, 'Access-Control-Allow-Origin');
    return [{ layer: blame(failure, 'Access-Control-Allow-Origin'), evidence, values: failure }];
  },
  explain({ values: failure }) {
    const values = valuesOf(failure.response.lines, 'Access-Control-Allow-Origin');
    return {
      seen: `The answer to \`${requestName(failure)}\` has ${described(values)}.`,
      why: `A browser joins all lines with a comma and compares the whole, \`${values.join(', ')}\`, with the page's origin \`${failure.origin}\`: two values never match, not even two equal ones.`,
      change: changeFor(values, failure),
    };
  },
  examples: [
    {
      desc: 'app and gateway both add it, with the same value',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'a list of origins in one line, on the preflight',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test, https://www.lab.test
        Access-Control-Allow-Methods: PUT`),
    },
    {
      desc: 'near miss: Access-Control-Allow-Methods may stand twice',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        204 No Content
        Access-Control-Allow-Origin: *
        Access-Control-Allow-Methods: GET
        Access-Control-Allow-Methods: PUT`),
    },
  ],
} satisfies Rule<Failure>;

function described(values: readonly string[]): string {
  if (values.length === 1) return `a list in one Access-Control-Allow-Origin line: \`${values[0]}\``;
  return `${values.length} Access-Control-Allow-Origin lines: ${values.map(value => `\`${value}\``).join(' and ')}`;
}

function changeFor(values: readonly string[], { exchange, origin }: Failure): string {
  if (values.length === 1) {
    return `On \`${exchange.authority}\`, compare the request's Origin with the list and send the one that matches: \`Access-Control-Allow-Origin: ${origin}\`, with \`Vary: Origin\`.`;
  }
  return `Let one layer on the path to \`${exchange.authority}\` own CORS: take the header out of the other, or let it replace the line instead of adding one.`;
}
