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
  title: 'An extension or the developer tools stopped the request',
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
      seen: `The request for \`${url.replace(/[?#].*$/s, '')}\` was stopped inside the browser (\`${word}\`), and nothing was sent.`,
      why: 'A content blocker, another extension, or “Block request URL” in the developer tools decides before CORS is thought of, mostly by words in the URL.',
      change:
        'Ask again in a profile without extensions and with the developer tools closed; if it works there, allow the URL in the extension, or name the path so that filter lists do not take it for tracking.',
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
      desc: 'near miss: refused for what the answer lacks',
      hits: 0,
      journey: witnessedJourney({ corsError: 'MissingAllowOriginHeader' }),
    },
    {
      desc: 'near miss: a 403 is an answer',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/analytics/event
        Origin: https://app.lab.test

        403 Forbidden`),
    },
  ],
} satisfies Rule<Values>;
