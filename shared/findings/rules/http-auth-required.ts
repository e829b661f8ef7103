import { combinedValue, hasHeader } from '../../http/header-line.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { blame } from '../blame.ts';
import { isCrossOrigin } from '../checklist/deciding.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { finalExchange, linesNamed } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly exchange: Exchange;
  readonly scheme: string;
}

/** Mostly a password before a staging site: a layer in front of the API wants one, and the page has none. */
export const httpAuthRequired = {
  id: 'http-auth-required',
  title: 'The server asks for HTTP authentication',
  severity: 'risks',
  scenario: 's7',
  checks: ['s7.is-401', 'cat.not-cors'],
  spec: 'https://httpwg.org/specs/rfc9110.html#field.www-authenticate',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const exchange = finalExchange(subject.journey);
    const scheme = exchange && wantedBy(exchange);
    if (exchange === null || scheme === null || !isCrossOrigin(subject)) return [];
    const evidence = linesNamed(exchange, 'delivered', ['www-authenticate']);
    return [{ layer: blame({ journey: subject.journey, exchange }, null), evidence, values: { exchange, scheme } }];
  },
  explain({ values: { exchange, scheme } }) {
    return {
      seen: `\`${exchangeName(exchange)}\` was sent without Authorization and returned 401, which asks for \`${scheme}\` authentication.`,
      why: 'The browser prompts for such a password only for requests with credentials, and never sends it with a preflight; a script usually gets the 401.',
      change: `Exempt the API’s paths on \`${exchange.authority}\` from HTTP authentication, at least for OPTIONS; or let the page send \`Authorization\` itself, and allow that header by name.`,
    };
  },
  examples: [
    {
      desc: 'a staging site behind a password',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        401 Unauthorized
        WWW-Authenticate: Basic realm="staging"`),
    },
    {
      desc: 'near miss: the API wants a token',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        401 Unauthorized
        WWW-Authenticate: Bearer`),
    },
    {
      desc: 'near miss: the page’s own server',
      hits: 0,
      journey: journeyOf(`
        GET https://app.lab.test/products
        Sec-Fetch-Mode: cors
        Sec-Fetch-Site: same-origin

        401 Unauthorized
        WWW-Authenticate: Basic realm="staging"`),
    },
  ],
} satisfies Rule<Values>;

/** The scheme as the server writes it: `Basic`. */
function wantedBy({ received, delivered }: Exchange): string | null {
  if (delivered?.status !== 401 || hasHeader(received.lines, 'authorization')) return null;
  const challenge = combinedValue(delivered.lines, 'www-authenticate') ?? '';
  return /(?:^|,\s*)(basic|digest|negotiate|ntlm)\b/i.exec(challenge)?.[1] ?? null;
}
