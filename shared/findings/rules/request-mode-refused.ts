import type { CorsErrorCode } from '../../cors/cors-error.ts';
import { journeyOf } from '../examples.ts';
import type { Rule, Subject } from '../rule.ts';
import { witnessedJourney } from '../witnessed.ts';

interface Values {
  readonly code: CorsErrorCode;
  readonly page: string;
  readonly url: string;
}

const CODES: readonly CorsErrorCode[] = ['DisallowedByMode', 'NoCorsRedirectModeNotFollow'];

/** The page's own options contradict each other or the address: no server can help. */
export const requestModeRefused = {
  id: 'request-mode-refused',
  title: 'The page’s fetch options forbid the request',
  severity: 'blocks',
  scenario: 's1',
  checks: ['browser.trace', 'mistake.backend-only'],
  spec: 'https://fetch.spec.whatwg.org/#concept-main-fetch',
  browsersSay: { chromium: ['DisallowedByMode', 'NoCorsRedirectModeNotFollow'], firefox: null },
  find({ verdict, facts, journey }: Subject) {
    const code = CODES.find(word => word === verdict.code || word === journey.witness?.corsError);
    if (code === undefined) return [];
    return [{ layer: 'browser', evidence: [], values: { code, page: facts.pageOrigin ?? 'the page', url: facts.url } }];
  },
  explain({ values: { code, page, url } }) {
    const isMode = code === 'DisallowedByMode';
    return {
      seen: `The browser blocked the request from \`${page}\` to \`${url}\` with \`${code}\`, before anything was sent.`,
      why: isMode
        ? 'With request mode `same-origin`, a page can only make same-origin requests.'
        : 'Request mode `no-cors` requires redirect mode `follow`, and the page uses another one.',
      change: isMode
        ? 'In the page’s fetch options, omit `mode`, so that it defaults to `cors`.'
        : 'In the page’s fetch options, omit `redirect`; or omit `mode: "no-cors"`, with which no response can be read anyway.',
    };
  },
  examples: [
    { desc: 'mode same-origin', hits: 1, journey: witnessedJourney({ corsError: 'DisallowedByMode' }) },
    {
      desc: 'mode no-cors with redirect mode error',
      hits: 1,
      journey: witnessedJourney({ corsError: 'NoCorsRedirectModeNotFollow' }),
    },
    {
      desc: 'near miss: mode no-cors, which CORS has no say in',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/pixel
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: same-site

        200 OK`),
    },
  ],
} satisfies Rule<Values>;
