import { UPSTREAM } from '../../trace/path.ts';
import { blame } from '../blame.ts';
import { type CookieTrouble, cureOf, notStored, troublesText } from '../cookie-trouble.ts';
import { journeyOf } from '../examples.ts';
import { finalExchange } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly troubles: readonly CookieTrouble[];
  readonly host: string;
}

/** The answer sets a cookie, and the browser throws it away: the next request comes without it. */
export const cookieNotStored = {
  id: 'cookie-not-stored',
  title: 'The browser does not store a cookie that the response sets',
  severity: 'risks',
  scenario: 's4',
  checks: ['s4.cookie-attributes', 'auth.cookie-policy', 'mistake.cookie-not-cors'],
  spec: 'https://httpwg.org/http-extensions/draft-ietf-httpbis-rfc6265bis.html#name-storage-model',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const troubles = notStored(subject);
    if (troubles.length === 0) return [];
    const values = { troubles, host: subject.facts.apiOrigin };
    const exchange = finalExchange(subject.journey);
    const layer = exchange === null ? UPSTREAM : blame({ journey: subject.journey, exchange }, 'Set-Cookie');
    return [{ layer, evidence: troubles.flatMap(({ evidence }) => evidence), values }];
  },
  explain({ values: { troubles, host } }) {
    return {
      seen: `The browser does not store ${count(troubles)} from \`${host}\`: ${troublesText(troubles)}.`,
      why: 'CORS decides whether the page may read the response. Whether its cookies are stored depends on their own attributes, and the console does not mention it.',
      change: `For \`${host}\`: ${cureOf(troubles)}.`,
    };
  },
  examples: [
    {
      desc: 'a cookie without SameSite, set by another site',
      hits: 1,
      journey: journeyOf(`
        POST https://api.lab.test/login
        Origin: https://app.example.com
        Sec-Fetch-Mode: cors
        Sec-Fetch-Site: cross-site
        Sec-Fetch-Storage-Access: active

        200 OK
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true
        Set-Cookie: sid=1; HttpOnly; Secure`),
    },
    {
      desc: 'SameSite=None and Secure, and the browser blocks third-party cookies',
      hits: 1,
      journey: journeyOf(`
        POST https://api.lab.test/login
        Origin: https://app.example.com
        Sec-Fetch-Mode: cors
        Sec-Fetch-Site: cross-site
        Sec-Fetch-Storage-Access: none

        200 OK
        Set-Cookie: sid=1; SameSite=None; Secure`),
    },
    {
      desc: 'near miss: page and API are of one site',
      hits: 0,
      journey: journeyOf(`
        POST https://api.lab.test/login
        Origin: https://app.lab.test
        Sec-Fetch-Mode: cors
        Sec-Fetch-Site: same-site
        Cookie: seen=1

        200 OK
        Set-Cookie: sid=1; HttpOnly; Secure`),
    },
    {
      desc: 'near miss: a cookie that is to be removed',
      hits: 0,
      journey: journeyOf(`
        POST https://app.lab.test/logout
        Origin: https://app.lab.test
        Sec-Fetch-Mode: cors
        Sec-Fetch-Site: same-origin

        204 No Content
        Set-Cookie: sid=; Max-Age=0`),
    },
  ],
} satisfies Rule<Values>;

function count(troubles: readonly CookieTrouble[]): string {
  return troubles.length === 1 ? 'a cookie' : `${troubles.length} cookies`;
}
