import { preflightLifetime } from '../../cors/preflight-lifetime.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { answeredAt } from '../../trace/preflight.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly request: Exchange;
  readonly cached: Exchange;
}

/** No OPTIONS on the wire, and none missing: and a change on the server does not show before the answer has expired. */
export const preflightCached = {
  id: 'preflight-cached',
  title: 'The preflight response came from the browser’s cache',
  severity: 'notes',
  scenario: 's2',
  checks: ['fact.preflight'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cache-match',
  browsersSay: { chromium: [], firefox: null },
  find({ journey, facts }) {
    if (facts.preflight !== 'cached') return [];
    const leg = journey.legs.find(({ cachedPreflight, request }) => cachedPreflight !== null && request !== null);
    if (!leg?.cachedPreflight || !leg.request) return [];
    const values = { request: leg.request, cached: leg.cachedPreflight };
    return [{ layer: 'browser', evidence: [], values }];
  },
  explain({ values: { request, cached } }) {
    const age = Math.round((request.startedAt - (answeredAt(cached) ?? cached.startedAt)) / 1000);
    const { text } = preflightLifetime(cached);
    return {
      seen: `\`${exchangeName(request)}\` was sent without a preflight, ${age} s after the response to the preflight \`${cached.id}\`.`,
      why: `${text}. Until then it sends no new preflight for what that response allows.`,
      change: `To see a change on \`${request.authority}\` at once, send \`Access-Control-Max-Age: 0\` while you work on it, or open the page in a new incognito window.`,
    };
  },
  examples: [
    {
      desc: 'the second of two requests',
      hits: 1,
      journey: journeyOf(
        `
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        204 No Content
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Methods: PUT
        Access-Control-Max-Age: 600`,
        `
        PUT https://api.lab.test/orders/7
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test`,
        `
        PUT https://api.lab.test/orders/7
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test`,
      ),
    },
    {
      desc: 'near miss: no preflight was ever seen',
      hits: 0,
      journey: journeyOf(`
        PUT https://api.lab.test/orders/7
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
  ],
} satisfies Rule<Values>;
