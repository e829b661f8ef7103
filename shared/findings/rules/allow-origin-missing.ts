import { exchangeOf, journeyOf, withTrail } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, linesBefore, requestName, statusText } from '../failure.ts';
import { type Missing, whyMissing } from '../missing-header.ts';
import { missingChange, missingChecks, missingText } from '../missing-words.ts';
import { redirectBehind } from '../redirect-trouble.ts';
import type { Rule } from '../rule.ts';
import { isStored } from './cache-ignores-origin.ts';
import { isMaskedError } from './masked-server-error.ts';
import { whoStripped } from './origin-stripped.ts';

const HEADER = 'Access-Control-Allow-Origin';

/** The answer to the request itself says nothing about who may read it. */
export const allowOriginMissing = {
  id: 'allow-origin-missing',
  title: 'The response lacks Access-Control-Allow-Origin',
  severity: 'blocks',
  scenario: 's1',
  checks: ['s1.acao-present'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  browsersSay: {
    chromium: ['MissingAllowOriginHeader'],
    firefox: 'CORS header ‘Access-Control-Allow-Origin’ missing',
  },
  find(subject) {
    const failure = failureWith(subject, ['MissingAllowOriginHeader']);
    // rules of their own say so
    if (failure === null || whoStripped(failure) !== null || redirectBehind(failure) !== null) return [];
    const missing = whyMissing(failure, HEADER);
    if (isStored(failure) || isMaskedError(failure, missing)) return [];
    const evidence = [
      ...deliveredLines(failure, 'Vary'),
      ...deliveredLines(failure, 'Access-Control-Allow-Credentials'),
      ...linesBefore(failure, HEADER),
    ];
    return [{ layer: missing.layer, evidence, checks: missingChecks(failure, missing), values: { failure, missing } }];
  },
  explain({ values: { failure, missing } }) {
    const { origin, response } = failure;
    return {
      seen: `\`${requestName(failure)}\` returned \`${statusText(response)}\` without Access-Control-Allow-Origin${missingText(failure, missing)}.`,
      why: `A script on \`${origin}\` may read the response only if Access-Control-Allow-Origin names that origin.`,
      change: missingChange(failure, missing),
    };
  },
  examples: [
    {
      desc: 'a response without any CORS header',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Content-Type: application/json`),
    },
    {
      desc: 'an error of a host whose other responses have the header',
      hits: 1,
      journey: journeyOf(
        `
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Vary: Origin`,
        `
        GET https://api.lab.test/products/9
        Origin: https://app.lab.test

        404 Not Found
        Content-Type: text/html`,
      ),
    },
    {
      desc: 'an authentication failure without CORS headers',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        401 Unauthorized
        WWW-Authenticate: Bearer`),
    },
    {
      desc: 'near miss: a proxy’s own 502, which has a rule of its own',
      hits: 0,
      journey: withTrail(
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n502 Bad Gateway', 1, 'gateway'),
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\nrefused ECONNREFUSED', 2, 'app'),
      ),
    },
    {
      desc: 'near miss: the header is there, for another origin',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://www.lab.test`),
    },
    {
      desc: 'near miss: same origin, where CORS has no say',
      hits: 0,
      journey: journeyOf(`
        GET https://app.lab.test/products

        200 OK
        Content-Type: application/json`),
    },
  ],
} satisfies Rule<Values>;

interface Values {
  readonly failure: Failure;
  readonly missing: Missing;
}
