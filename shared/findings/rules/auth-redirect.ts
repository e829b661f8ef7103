import { blame, missedBy } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { linesNamed } from '../final-exchange.ts';
import { type RedirectTrouble, redirectTrouble } from '../redirect-trouble.ts';
import type { Rule } from '../rule.ts';

/** Whoever has no session is sent to sign in: that is for people at a page, and no script can follow it to an end. */
export const authRedirect = {
  id: 'auth-redirect',
  title: 'The request is redirected to a login',
  severity: 'blocks',
  scenario: 's4',
  checks: ['s4.redirects', 'auth.redirects', 'mistake.ignored-redirect'],
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  browsersSay: {
    chromium: ['MissingAllowOriginHeader', 'PreflightMissingAllowOriginHeader', 'PreflightDisallowedRedirect'],
    firefox: 'CORS request external redirect not allowed',
  },
  find(subject) {
    const trouble = redirectTrouble(subject, 'login');
    if (trouble === null) return [];
    const { exchange } = trouble;
    const layer = blame({ journey: subject.journey, exchange }, null);
    const evidence = linesNamed(exchange, 'delivered', ['location']);
    return [{ layer, evidence, checks: checksFor(trouble), values: trouble }];
  },
  explain({ values }) {
    const { exchange, redirect } = values;
    const host = `\`${exchange.authority}\``;
    return {
      seen: `\`${exchangeName(exchange)}\`${isPreflight(values) ? ', the preflight,' : ''} was redirected (${redirect.status}) to \`${withoutQuery(redirect.location)}\`, which is where users sign in.`,
      why: whyNot(values),
      change: isPreflight(values)
        ? `On ${host}, exempt preflights (OPTIONS with Access-Control-Request-Method) from the login, and answer them with the CORS headers.`
        : `On ${host}, respond to scripts (\`Sec-Fetch-Mode: cors\`, or an \`Accept\` without \`text/html\`) with 401 and the CORS headers instead of this redirect; the page can then navigate its user to the login.`,
    };
  },
  examples: [
    {
      desc: 'a session that has ended: the login page has no CORS headers',
      hits: 1,
      journey: journeyOf(
        `
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        302 Found
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true
        Location: https://auth.lab.test/login?return=orders`,
        `
        GET https://auth.lab.test/login?return=orders
        Origin: null

        200 OK
        Content-Type: text/html`,
      ),
    },
    {
      desc: 'a redirect without CORS headers of its own',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        302 Found
        Location: /oauth2/start?rd=%2Forders`),
    },
    {
      desc: 'the preflight, which carries no session ever',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        302 Found
        Location: https://login.lab.test/?next=%2Forders%2F7
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: to another host that is no login',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        302 Found
        Location: https://eu.lab.test/orders`),
    },
    {
      desc: 'near miss: the login’s own API, whose redirect stays there',
      hits: 0,
      journey: journeyOf(`
        GET https://auth.lab.test/token
        Origin: https://app.lab.test

        302 Found
        Location: https://auth.lab.test/token/v2`),
    },
  ],
} satisfies Rule<RedirectTrouble>;

function checksFor({ failure, exchange, crossesOrigins }: RedirectTrouble): string[] {
  const elsewhere = crossesOrigins ? ['s5.redirect-host'] : [];
  if (!isPreflight({ failure, exchange })) return elsewhere;
  return [
    's2.routed',
    's2.status',
    's2.auth-first',
    ...elsewhere,
    ...(missedBy(failure).length > 0 ? ['gateway.options'] : []),
  ];
}

function isPreflight({ failure, exchange }: Pick<RedirectTrouble, 'failure' | 'exchange'>): boolean {
  return failure.exchange === exchange && failure.phase === 'preflight';
}

function whyNot({ failure, exchange }: RedirectTrouble): string {
  if (isPreflight({ failure, exchange })) {
    return 'Browsers do not follow a redirect of a preflight, and a preflight never carries cookies or Authorization, so the login always rejects it.';
  }
  if (failure.exchange === exchange) {
    return `The redirect has no Access-Control-Allow-Origin for \`${failure.origin}\`, so the browser does not follow it. Even if it did, a script could not sign in on a login page of another origin.`;
  }
  const origin = failure.origin === 'null' ? ' with `Origin: null`' : '';
  return `A script cannot sign in this way: the browser follows the redirect${origin}, and the login page allows no other origin to read it.`;
}

/** What a login is given in its query is nobody else's business. */
function withoutQuery(location: string): string {
  return location.replace(/[?#].*$/s, '');
}
