import { firstValue } from '../../http/header-line.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, linesBefore, requestedLines, requestName } from '../failure.ts';
import { isMisspelled, originDifference } from '../origin-difference.ts';
import { redirectChecks } from '../redirect-checks.ts';
import { redirectBehind } from '../redirect-trouble.ts';
import { REPLACED_CHECKS, replacedOn, replacement } from '../replaced.ts';
import type { Rule } from '../rule.ts';
import { isStored } from './cache-ignores-origin.ts';
import { allowsLocal } from './local-origin-allowed.ts';

const HEADER = 'Access-Control-Allow-Origin';

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
    // out of a cache, after a redirect that took the origin away, of another stage: rules of their own say so
    if (failure === null || isStored(failure) || redirectBehind(failure) !== null || allowsLocal(failure)) return [];
    const evidence = [
      ...deliveredLines(failure, HEADER),
      ...requestedLines(failure, 'Origin'),
      ...linesBefore(failure, HEADER),
    ];
    return [{ layer: blame(failure, HEADER), evidence, checks: checksFor(failure), values: failure }];
  },
  explain({ values: failure }) {
    return {
      seen: `Access-Control-Allow-Origin is ${allowedText(failure)} in the response to \`${requestName(failure)}\`${replacement(failure, HEADER)}; the request’s origin is ${originText(failure)}.`,
      why: 'The browser compares the two byte for byte. The value is scheme, host and port, with no path, pattern or list.',
      change: changeFor(failure),
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
      desc: 'near miss: the developer’s origin, in production',
      hits: 0,
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

function allowedText(failure: Failure): string {
  const allowed = allowedBy(failure);
  return failure.origin === 'null' ? `\`${allowed}\`` : `\`${allowed}\` (${originDifference(allowed, failure.origin)})`;
}

/** `null` is no page's address, so where it comes from is said with it. */
function originText(failure: Failure): string {
  if (failure.origin !== 'null') return `\`${failure.origin}\``;
  return isAfterRedirect(failure)
    ? '`null`, because a redirect led it from one origin to another'
    : '`null`, because the page’s origin is opaque';
}

function isAfterRedirect(failure: Failure): boolean {
  return redirectChecks(failure).length > 0;
}

function checksFor(failure: Failure): readonly string[] {
  return [...(replacedOn(failure, HEADER) === null ? [] : REPLACED_CHECKS), ...redirectChecks(failure)];
}

/** Any page can have the origin `null`: a sandboxed frame is enough. */
function changeFor(failure: Failure): string {
  const { origin, exchange, url } = failure;
  const own = isAfterRedirect(failure)
    ? `Let the page request \`${url.replace(/[?#].*$/s, '')}\` directly: after the cross-origin redirect its Origin is \`null\``
    : 'Give the page an origin of its own (for a sandboxed iframe: `allow-same-origin`)';
  const allowed = allowedBy(failure);
  if (isMisspelled(allowed, origin)) {
    return `In the allowed origins of \`${exchange.authority}\`, write \`${origin}\` instead of \`${allowed}\`.`;
  }
  return origin === 'null'
    ? `${own}; or, if the data is public, let \`${exchange.authority}\` respond with \`*\`. Do not allow the origin \`null\`: any site can produce it.`
    : `Add \`${origin}\`, spelled exactly so, to the allowed origins of \`${exchange.authority}\`, and respond with the one that matches the request’s Origin, plus \`Vary: Origin\`.`;
}

function allowedBy({ response }: Failure): string {
  return firstValue(response.lines, HEADER) ?? '';
}
