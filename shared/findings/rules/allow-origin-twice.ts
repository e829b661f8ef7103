import { valuesOf } from '../../http/header-line.ts';
import { CORSCOPE } from '../../trace/path.ts';
import { allowText } from '../allow-text.ts';
import { blame, fateIn } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, linesBefore, requestName } from '../failure.ts';
import type { Rule } from '../rule.ts';

const HEADER = 'Access-Control-Allow-Origin';

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
    const evidence = [...deliveredLines(failure, HEADER), ...linesBefore(failure, HEADER)];
    return [{ layer: blame(failure, HEADER), evidence, values: failure }];
  },
  explain({ values: failure }) {
    const values = valuesOf(failure.response.lines, 'Access-Control-Allow-Origin');
    return {
      seen: `The response to \`${requestName(failure)}\` has ${described(values)}${writers(failure)}.`,
      why: `The browser combines all lines into one value, \`${values.join(', ')}\`, and compares it with \`${failure.origin}\`. Two values never match, not even two equal ones.`,
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
  if (values.length === 1) return `several values in one Access-Control-Allow-Origin line: \`${values[0]}\``;
  return `${values.length} Access-Control-Allow-Origin lines: ${values.map(value => `\`${value}\``).join(' and ')}`;
}

function changeFor(values: readonly string[], failure: Failure): string {
  const { exchange, origin } = failure;
  if (values.length === 1) {
    return `On \`${exchange.authority}\`, compare the request’s Origin with the list and respond with the one that matches: ${allowText(origin)}.`;
  }
  const { kind, layer } = fateIn(failure, HEADER);
  if (kind === 'written' && layer !== CORSCOPE) {
    return `Let one layer own CORS: remove the header from \`${layer}\`, or let \`${layer}\` replace the existing line instead of adding one.`;
  }
  return `Let one layer on the path to \`${exchange.authority}\` own CORS: remove the header from the other, or let it replace the existing line instead of adding one.`;
}

/** Who wrote which, where taps on the way tell. */
function writers(failure: Failure): string {
  const { kind, layer, before } = fateIn(failure, HEADER);
  if (kind !== 'written' || before.length === 0) return '';
  return `: ${before.map(value => `\`${value}\``).join(' and ')} came to \`${layer}\`, which added another`;
}
