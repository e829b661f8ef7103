import { firstValue } from '../../http/header-line.ts';
import { allowText } from '../allow-text.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestName } from '../failure.ts';
import type { Rule } from '../rule.ts';

/** The header is there and empty, or no origin can be read from it: mostly a variable that is not set. */
export const allowOriginInvalid = {
  id: 'allow-origin-invalid',
  title: 'Access-Control-Allow-Origin is not an origin',
  severity: 'blocks',
  scenario: 's1',
  checks: ['s1.origin-exact'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  browsersSay: {
    chromium: ['InvalidAllowOriginValue', 'PreflightInvalidAllowOriginValue'],
    firefox: 'CORS header ‘Access-Control-Allow-Origin’ does not match',
  },
  find(subject) {
    const failure = failureWith(subject, ['InvalidAllowOriginValue', 'PreflightInvalidAllowOriginValue']);
    if (failure === null) return [];
    const evidence = deliveredLines(failure, 'Access-Control-Allow-Origin');
    return [{ layer: blame(failure, 'Access-Control-Allow-Origin'), evidence, values: failure }];
  },
  explain({ values: failure }) {
    const value = firstValue(failure.response.lines, 'Access-Control-Allow-Origin') ?? '';
    const { origin, exchange } = failure;
    return {
      seen: `Access-Control-Allow-Origin is ${value === '' ? 'empty' : `\`${value}\``} in the response to \`${requestName(failure)}\`.`,
      why: `The value must be the request’s origin, \`${origin}\`, or \`*\`. This value is not an origin at all.`,
      change: `On \`${exchange.authority}\`, find where the value comes from (an unset variable, a map without a default) and send ${allowText(origin)}.`,
    };
  },
  examples: [
    {
      desc: 'an empty value',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin:`),
    },
    {
      desc: 'near miss: a well-formed origin that is another one',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://www.lab.test`),
    },
  ],
} satisfies Rule<Failure>;
