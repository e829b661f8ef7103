import { combinedValue } from '../../http/header-line.ts';
import { isToken, listElements } from '../../http/token-list.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestName } from '../failure.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly failure: Failure;
  readonly header: 'Access-Control-Allow-Methods' | 'Access-Control-Allow-Headers';
}

/** One element that is no name spoils the whole header: semicolons, spaces, quotes. */
export const preflightListInvalid = {
  id: 'preflight-list-invalid',
  title: 'A list in the preflight response is malformed',
  severity: 'blocks',
  scenario: 's2',
  checks: ['s2.methods', 's2.headers', 'browser.preflight-match'],
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  browsersSay: {
    chromium: ['InvalidAllowMethodsPreflightResponse', 'InvalidAllowHeadersPreflightResponse'],
    firefox: 'invalid token ‘…’ in CORS header ‘Access-Control-Allow-Methods’',
  },
  find(subject) {
    const failure = failureWith(subject, [
      'InvalidAllowMethodsPreflightResponse',
      'InvalidAllowHeadersPreflightResponse',
    ]);
    if (failure === null) return [];
    const isMethods = failure.code === 'InvalidAllowMethodsPreflightResponse';
    const header = isMethods ? 'Access-Control-Allow-Methods' : 'Access-Control-Allow-Headers';
    const evidence = deliveredLines(failure, header);
    return [{ layer: blame(failure, header), evidence, values: { failure, header } }];
  },
  explain({ values: { failure, header } }) {
    const value = combinedValue(failure.response.lines, header) ?? '';
    const wrong = listElements(value).filter(element => !isToken(element));
    return {
      seen: `${header} is \`${value}\` in the response to \`${requestName(failure)}\`, and ${wrong.map(part => `\`${part}\``).join(', ')} ${wrong.length === 1 ? 'is not a valid name' : 'are not valid names'}.`,
      why: 'One invalid element makes the browser discard the whole list.',
      change: `On \`${failure.exchange.authority}\`, write ${header} as names separated by commas, such as \`${mended(value)}\`.`,
    };
  },
  examples: [
    {
      desc: 'semicolons between the methods',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Methods: GET; PUT`),
    },
    {
      desc: 'quotes around the header names',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: POST
        Access-Control-Request-Headers: content-type

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Headers: "content-type", "x-a"`),
    },
    {
      desc: 'near miss: empty elements and two lines are fine',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Methods: GET,,
        Access-Control-Allow-Methods: PUT`),
    },
  ],
} satisfies Rule<Values>;

function mended(value: string): string {
  const names = value.split(/[^!#$%&'*+.^_`|~0-9A-Za-z-]+/).filter(name => name !== '');
  return names.join(', ');
}
