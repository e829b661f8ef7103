import { isTrustworthy, parseUrl } from '../../http/url.ts';
import { type Exchange, exchangeUrl } from '../../trace/exchange.ts';
import { exchangesOf, type Journey } from '../../trace/journey.ts';
import { journeyOf } from '../examples.ts';
import type { Rule, Subject } from '../rule.ts';
import { witnessedJourney } from '../witnessed.ts';

interface Values {
  readonly page: string;
  readonly url: string;
  readonly sent: boolean;
}

/** An https page that asks for plain http: browsers do not even send it, so what was sent came from an odd one. */
export const mixedContent = {
  id: 'mixed-content',
  title: 'An https page requests an http URL',
  severity: 'risks',
  scenario: 's6',
  checks: ['client.base-url', 'cat.not-cors'],
  spec: 'https://w3c.github.io/webappsec-mixed-content/#should-block-fetch',
  browsersSay: { chromium: [], firefox: null },
  find({ journey, facts }: Subject) {
    const page = facts.pageOrigin;
    if (journey.witness?.blockedReason === 'mixed-content') {
      const values = { page: page ?? 'the page', url: facts.url, sent: journey.legs.length > 0 };
      return [{ layer: 'browser', evidence: [], values }];
    }
    const plain = page?.startsWith('https:') === true ? plainRequest(journey) : undefined;
    if (page === null || plain === undefined) return [];
    return [{ layer: 'browser', evidence: [], values: { page, url: exchangeUrl(plain), sent: true } }];
  },
  explain({ values: { page, url, sent } }) {
    return {
      seen: `\`${page}\` requests \`${url}\`${sent ? ', and this client sent it' : '; nothing was sent'}.`,
      why: sent
        ? 'Browsers block an http request from an https page as mixed content, before any CORS check. This one came from a client or a setting that does not, or through a layer that terminates TLS.'
        : 'Browsers block an http request from an https page as mixed content, before any CORS check.',
      change: `Let the page request \`${url.replace(/^http:/, 'https:')}\`, and serve the API over https there.`,
    };
  },
  examples: [
    {
      desc: 'the browser’s own account',
      hits: 1,
      journey: witnessedJourney({ blockedReason: 'mixed-content', url: 'http://api.lab.test/me', errorText: '' }),
    },
    {
      desc: 'a client that sent it all the same',
      hits: 1,
      journey: journeyOf(`
        GET http://api.lab.test/me
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: this machine counts as safe',
      hits: 0,
      journey: journeyOf(`
        GET http://localhost:8080/me
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: a tap behind the layer that ends TLS, as Sec-Fetch headers show',
      hits: 0,
      journey: journeyOf(`
        GET http://api.lab.test/me
        Origin: https://app.lab.test
        Sec-Fetch-Site: same-site
        Sec-Fetch-Mode: cors

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
  ],
} satisfies Rule<Values>;

/** Browsers send Sec-Fetch headers to URLs that they trust, which plain http is not. */
function plainRequest(journey: Journey): Exchange | undefined {
  return exchangesOf(journey).find(exchange => {
    if (exchange.kind === 'tunnel' || exchange.scheme !== 'http') return false;
    const url = parseUrl(exchangeUrl(exchange));
    return url !== null && !isTrustworthy(url) && !exchange.received.lines.some(([name]) => /^sec-fetch-/i.test(name));
  });
}
