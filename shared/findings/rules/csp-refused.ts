import { originOf, parseUrl } from '../../http/url.ts';
import { journeyOf } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { witnessedJourney } from '../witnessed.ts';

interface Values {
  readonly page: string;
  readonly url: string;
  readonly origin: string;
}

/** The page forbids itself to ask there; the API never hears of it. */
export const cspRefused = {
  id: 'csp-refused',
  title: 'The page’s Content-Security-Policy blocks the request',
  severity: 'blocks',
  scenario: 's6',
  checks: ['cat.not-cors', 'browser.trace'],
  spec: 'https://w3c.github.io/webappsec-csp/#directive-connect-src',
  browsersSay: { chromium: [], firefox: null },
  find({ journey, facts }) {
    if (journey.witness?.blockedReason !== 'csp') return [];
    const { url } = journey.witness;
    const parsed = parseUrl(url);
    const values = { page: facts.pageOrigin ?? 'the page', url, origin: parsed === null ? url : originOf(parsed) };
    return [{ layer: 'browser', evidence: [], values }];
  },
  explain({ values: { page, url, origin } }) {
    return {
      seen: `The browser did not send the request for \`${url.replace(/[?#].*$/s, '')}\`: the Content-Security-Policy of \`${page}\` does not allow it.`,
      why: '`connect-src`, or else `default-src`, lists where a page’s scripts may connect. It is checked before CORS, and no header of the API can override it.',
      change: `In the Content-Security-Policy that \`${page}\` is served with (a header, or a meta element), add \`${origin}\` to \`connect-src\`.`,
    };
  },
  examples: [
    {
      desc: 'an API that the policy does not list',
      hits: 1,
      journey: witnessedJourney({ blockedReason: 'csp', errorText: 'net::ERR_BLOCKED_BY_CSP' }),
    },
    {
      desc: 'near miss: another reason of the browser’s own',
      hits: 0,
      journey: witnessedJourney({ blockedReason: 'mixed-content', url: 'http://api.lab.test/me' }),
    },
    {
      desc: 'near miss: a policy in the API’s response, which is for pages and says nothing here',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        200 OK
        Content-Security-Policy: default-src 'none'`),
    },
  ],
} satisfies Rule<Values>;
