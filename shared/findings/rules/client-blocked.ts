import { journeyOf } from '../examples.ts';
import type { Rule } from '../rule.ts';
import { witnessedJourney } from '../witnessed.ts';

interface Values {
  readonly url: string;
  readonly word: string;
}

/** Something in this one browser keeps the request back: nobody else can reproduce it. */
export const clientBlocked = {
  id: 'client-blocked',
  title: 'An extension or DevTools blocked the request',
  severity: 'blocks',
  scenario: 's1',
  checks: ['cat.not-cors', 'browser.trace'],
  spec: 'https://fetch.spec.whatwg.org/#concept-network-error',
  browsersSay: { chromium: [], firefox: null },
  find({ journey: { witness } }) {
    const isBlocked = witness?.blockedReason === 'inspector' || /BLOCKED_BY_CLIENT/.test(witness?.errorText ?? '');
    if (witness === null || !isBlocked) return [];
    return [{ layer: 'browser', evidence: [], values: { url: witness.url, word: witness.errorText } }];
  },
  explain({ values: { url, word } }) {
    return {
      seen: `The request for \`${url.replace(/[?#].*$/s, '')}\` was blocked inside the browser (\`${word}\`); nothing was sent.`,
      why: 'A content blocker, another extension or request blocking in DevTools acts before any CORS check, mostly on words in the URL.',
      change:
        'Try again in a profile without extensions and with DevTools closed. If it works there, allow the URL in the extension, or rename the path so that filter lists do not take it for tracking.',
    };
  },
  examples: [
    {
      desc: 'a filter list that knows the path',
      hits: 1,
      journey: witnessedJourney({
        errorText: 'net::ERR_BLOCKED_BY_CLIENT',
        url: 'https://api.lab.test/analytics/event',
      }),
    },
    {
      desc: 'near miss: refused for what the response lacks',
      hits: 0,
      journey: witnessedJourney({ corsError: 'MissingAllowOriginHeader' }),
    },
    {
      desc: 'near miss: a 403 is a response',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/analytics/event
        Origin: https://app.lab.test

        403 Forbidden`),
    },
  ],
} satisfies Rule<Values>;
