import { firstValue } from '../../http/header-line.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { type CookieTrouble, cureOf, notSent, troublesText } from '../cookie-trouble.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { finalExchange, linesNamed } from '../final-exchange.ts';
import type { Rule, Subject } from '../rule.ts';
import { witnessOf } from '../witnessed.ts';

interface Values {
  readonly exchange: Exchange;
  readonly troubles: readonly CookieTrouble[];
  readonly mode: Subject['facts']['credentials']['mode'];
}

/** The server misses a cookie, says 401, and the page's author looks for the fault in CORS. */
export const cookieNotSent = {
  id: 'cookie-not-sent',
  title: 'The request is missing the cookies that the API needs',
  severity: 'risks',
  scenario: 's4',
  checks: ['s4.sent', 's4.cookie-attributes', 'auth.cookie-policy', 'mistake.cookie-not-cors'],
  spec: 'https://fetch.spec.whatwg.org/#concept-request-credentials-mode',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const exchange = finalExchange(subject.journey);
    if (exchange === null) return [];
    const refused = isRefused(exchange);
    const troubles = notSent(subject).filter(trouble => refused || !isElsewhere(trouble));
    if (troubles.length === 0 && !isMissed(subject, exchange)) return [];
    const names = ['sec-fetch-storage-access', 'cookie'];
    const evidence = [...troubles.flatMap(trouble => trouble.evidence), ...linesNamed(exchange, 'received', names)];
    const checks = refused ? ['s7.is-401'] : [];
    return [
      { layer: 'browser', evidence, checks, values: { exchange, troubles, mode: subject.facts.credentials.mode } },
    ];
  },
  explain({ values }) {
    const { exchange, troubles } = values;
    const status = exchange.delivered?.status ?? 0;
    const missing = troubles.length === 0 ? 'no cookie' : `no ${troubles.map(({ name }) => `\`${name}\``).join(', ')}`;
    return {
      seen: `\`${exchangeName(exchange)}\` was sent with ${missing} and returned ${status}.`,
      why: whyNot(values),
      change: changeFor(values),
    };
  },
  examples: [
    {
      desc: 'a cookie that the browser says it held back',
      hits: 1,
      journey: {
        ...journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.example.com
        Sec-Fetch-Storage-Access: active

        200 OK
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true`),
        witness: witnessOf({
          outcome: 'allowed',
          cookies: { sent: [], blocked: [{ name: 'sid', reasons: ['SchemefulSameSiteLax'] }], setBlocked: [] },
        }),
      },
    },
    {
      desc: 'a page that asks without credentials',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.example.com
        Sec-Fetch-Mode: cors
        Sec-Fetch-Site: cross-site
        User-Agent: Chrome/156.0

        401 Unauthorized
        Access-Control-Allow-Origin: https://app.example.com`),
    },
    {
      desc: 'a browser that blocks third-party cookies',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.example.com
        Sec-Fetch-Mode: cors
        Sec-Fetch-Site: cross-site
        Sec-Fetch-Storage-Access: none

        401 Unauthorized
        Access-Control-Allow-Origin: https://app.example.com`),
    },
    {
      desc: 'near miss: the cookie is there, and refused',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.example.com
        Cookie: sid=old

        401 Unauthorized
        Access-Control-Allow-Origin: https://app.example.com`),
    },
    {
      desc: 'near miss: the API wants a bearer token',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.example.com

        401 Unauthorized
        WWW-Authenticate: Bearer`),
    },
  ],
} satisfies Rule<Values>;

function isRefused({ delivered }: Exchange): boolean {
  return delivered?.status === 401 || delivered?.status === 403;
}

/** A cookie of another host or path is mostly meant for there. */
function isElsewhere({ reasons }: CookieTrouble): boolean {
  return reasons.every(reason => reason === 'NotOnPath' || reason === 'DomainMismatch');
}

/** Nothing to be recognised by went to another origin, and the answer is that of a stranger. */
function isMissed({ facts }: Subject, exchange: Exchange): boolean {
  if (facts.pageOrigin === null || facts.pageOrigin === facts.apiOrigin || !isRefused(exchange)) return false;
  const { mode, cookies, authorization } = facts.credentials;
  if (mode === 'unknown' || cookies || authorization) return false;
  return !/^bearer\b/i.test(firstValue(exchange.delivered?.lines ?? [], 'www-authenticate') ?? '');
}

function storageAccess({ received }: Exchange): string | null {
  return firstValue(received.lines, 'sec-fetch-storage-access');
}

function whyNot({ exchange, troubles, mode }: Values): string {
  if (troubles.length > 0) return `The browser withheld ${troublesText(troubles)}.`;
  if (mode === 'same-origin' || mode === 'omit') {
    return 'The request was made without credentials, so it carries no cookies to another origin, and no cookie that the response sets is stored.';
  }
  return storageAccess(exchange) === 'active'
    ? 'The credentials mode is `include`, but the browser had no cookie to send: none is stored for this host, or SameSite, Domain or Path withholds it.'
    : 'The credentials mode is `include`, but the browser is set to block third-party cookies.';
}

function changeFor({ exchange, troubles, mode }: Values): string {
  if (troubles.length > 0) return `For \`${exchange.authority}\`: ${cureOf(troubles)}.`;
  if (mode !== 'include') {
    return `If \`${exchange.authority}\` identifies users by cookie, use \`credentials: "include"\` in the page, and respond with \`Access-Control-Allow-Credentials: true\` and the page’s origin by name.`;
  }
  return `On \`${exchange.authority}\`, set the session cookie with \`SameSite=None; Secure; Partitioned\`; or serve the page and the API from the same site.`;
}
