import { preflightCauses } from '../../cors/preflight-cause.ts';
import { firstValue } from '../../http/header-line.ts';
import { journeyOf } from '../examples.ts';
import { type Failure, failuresOf, requestedLines, requestName } from '../failure.ts';
import type { Rule } from '../rule.ts';

/** A form's POST goes through, the same with JSON fails: what differs is that the browser asks first. */
export const contentTypePreflight = {
  id: 'content-type-preflight',
  title: 'The failing preflight is caused by the content type alone',
  severity: 'risks',
  scenario: 's3',
  checks: ['s3.content-type'],
  spec: 'https://fetch.spec.whatwg.org/#cors-safelisted-request-header',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    if (subject.verdict.cases.some(({ outcome }) => outcome === 'allowed')) return [];
    const failure = failuresOf(subject).find(({ phase }) => phase === 'preflight');
    const leg = subject.journey.legs.find(({ preflight }) => preflight !== null && preflight === failure?.exchange);
    const causes = leg === undefined ? [] : preflightCauses(leg);
    if (failure === undefined || causes.length !== 1 || causes[0]?.kind !== 'content-type') return [];
    const evidence = requestedLines(failure, 'Access-Control-Request-Headers');
    return [{ layer: 'browser', evidence, values: failure }];
  },
  explain({ values: failure }) {
    const method = firstValue(failure.exchange.received.lines, 'Access-Control-Request-Method') ?? '';
    return {
      seen: `\`${requestName(failure)}\`, the preflight that failed, was sent only because of the content type: \`${method}\` itself needs no preflight.`,
      why: 'Only `application/x-www-form-urlencoded`, `multipart/form-data` and `text/plain` are CORS-safelisted content types; any other, such as JSON, needs a preflight.',
      change:
        method === 'GET' || method === 'HEAD'
          ? `In the page, send no Content-Type with \`${method}\`: there is no body to describe, and without it there is no preflight.`
          : `On \`${failure.exchange.authority}\`, answer OPTIONS with \`content-type\` in Access-Control-Allow-Headers. A \`${method}\` without JSON works without a preflight, so it proves nothing about one with JSON.`,
    };
  },
  examples: [
    {
      desc: 'JSON by POST',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders
        Origin: https://app.lab.test
        Access-Control-Request-Method: POST
        Access-Control-Request-Headers: content-type

        404 Not Found
        Content-Type: text/html`),
    },
    {
      desc: 'a GET that describes a body which it does not have',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: content-type

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: the preflight passes',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders
        Origin: https://app.lab.test
        Access-Control-Request-Method: POST
        Access-Control-Request-Headers: content-type

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true
        Access-Control-Allow-Headers: Content-Type`),
    },
    {
      desc: 'near miss: PUT needs one anyway',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT
        Access-Control-Request-Headers: content-type

        404 Not Found
        Content-Type: text/html`),
    },
  ],
} satisfies Rule<Failure>;
