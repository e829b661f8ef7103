import { firstValue } from '../../http/header-line.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, linesBefore, requestedLines, requestName } from '../failure.ts';
import { isBeforeProduction } from '../origin-difference.ts';
import { redirectBehind } from '../redirect-trouble.ts';
import { REPLACED_CHECKS, replacedOn, replacement } from '../replaced.ts';
import type { Rule } from '../rule.ts';
import { isStored } from './cache-ignores-origin.ts';

const HEADER = 'Access-Control-Allow-Origin';

/** What is allowed is a developer's machine or a stage: the setting that names the deployed page was never made. */
export const localOriginAllowed = {
  id: 'local-origin-allowed',
  title: 'Access-Control-Allow-Origin names a development or staging origin',
  severity: 'blocks',
  scenario: 's6',
  checks: ['s6.env-origins', 's6.origins', 's1.origin-exact', 'browser.origin'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const failure = failureWith(subject, ['AllowOriginMismatch', 'PreflightAllowOriginMismatch']);
    if (failure === null || isStored(failure) || redirectBehind(failure) !== null || !allowsLocal(failure)) return [];
    const evidence = [
      ...deliveredLines(failure, HEADER),
      ...requestedLines(failure, 'Origin'),
      ...linesBefore(failure, HEADER),
    ];
    const checks = replacedOn(failure, HEADER) === null ? [] : REPLACED_CHECKS;
    return [{ layer: blame(failure, HEADER), evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const { origin, exchange } = failure;
    return {
      seen: `Access-Control-Allow-Origin is \`${allowedBy(failure)}\` in the response to \`${requestName(failure)}\`${replacement(failure, HEADER)}; the page’s origin is \`${origin}\`.`,
      why: 'The browser compares the two byte for byte, and the allowed origin belongs to a development or staging page.',
      change: `Set the allowed origins of \`${exchange.authority}\` to \`${origin}\` for this deployment: its configuration still contains, or falls back to, \`${allowedBy(failure)}\`.`,
    };
  },
  examples: [
    {
      desc: 'the default of a variable that nobody set',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: http://localhost:3000`),
    },
    {
      desc: 'the same on a preflight',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        204 No Content
        Access-Control-Allow-Origin: http://127.0.0.1:5173
        Access-Control-Allow-Methods: PUT`),
    },
    {
      desc: 'the stage before production',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://staging.lab.test`),
    },
    {
      desc: 'near miss: the page is on a developer’s machine itself, at another port',
      hits: 0,
      journey: journeyOf(`
        GET http://localhost:8080/orders
        Origin: http://localhost:5173

        200 OK
        Access-Control-Allow-Origin: http://localhost:3000`),
    },
    {
      desc: 'near miss: another deployed page',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://www.lab.test`),
    },
  ],
} satisfies Rule<Failure>;

/** A developer's machine or a stage before production is allowed, and the page is on neither. */
export function allowsLocal(failure: Failure): boolean {
  return isBeforeProduction(allowedBy(failure)) && !isBeforeProduction(failure.origin);
}

function allowedBy({ response }: Failure): string {
  return firstValue(response.lines, HEADER) ?? '';
}
