import { hrefOf } from '../../http/url.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { type Failure, failuresOf, statusText } from '../failure.ts';
import { linesNamed } from '../final-exchange.ts';
import { type RedirectCause, redirectCause } from '../redirect-cause.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly failure: Failure;
  readonly cause: RedirectCause;
}

/** Whoever has no session is sent to a login page of another origin: good for a person, of no use to a script. */
export const authRedirect = {
  id: 'auth-redirect',
  title: 'The request is redirected to a login page of another origin',
  severity: 'blocks',
  scenario: 's4',
  checks: ['auth.redirects', 'mistake.ignored-redirect'],
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  browsersSay: { chromium: [], firefox: null },
  find({ journey, verdict }) {
    for (const failure of failuresOf({ journey, verdict })) {
      const cause = redirectCause(failure);
      if (cause?.kind !== 'login') continue;
      const { redirecting } = cause;
      const evidence = linesNamed(redirecting, 'delivered', ['location']);
      const checks = isPreflight(cause)
        ? ['s2.routed', 's2.status', 's2.auth-first']
        : ['s4.redirects', 's5.redirect-host'];
      return [{ layer: blame({ journey, exchange: redirecting }, null), evidence, checks, values: { failure, cause } }];
    }
    return [];
  },
  explain({ values }) {
    const { redirecting, target } = values.cause;
    const answer = redirecting.delivered === null ? '' : ` (\`${statusText(redirecting.delivered)}\`)`;
    const what = isPreflight(values.cause) ? ', the preflight,' : '';
    return {
      seen: `\`${exchangeName(redirecting)}\`${what} was redirected to \`${pageOf(hrefOf(target))}\`${answer}, a login page by its name.`,
      why: whyNot(values),
      change: changeFor(values),
    };
  },
  examples: [
    {
      desc: 'a session that has ended: the login page is followed to, and may not be read',
      hits: 1,
      journey: journeyOf(
        `GET https://api.lab.test/orders
        Origin: https://app.lab.test
        Cookie: sid=1

        302 Found
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true
        Location: https://auth.lab.test/login?return=%2Forders`,
        `GET https://auth.lab.test/login?return=%2Forders
        Origin: null

        200 OK
        Content-Type: text/html`,
      ),
    },
    {
      desc: 'a redirect that the browser does not even follow, for want of CORS headers',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        302 Found
        Location: https://idp.example.com/oauth2/authorize?client_id=7`),
    },
    {
      desc: 'a preflight, which never has a session',
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
      desc: 'near miss: another host, which is no login page',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        302 Found
        Location: https://eu.lab.test/orders`),
    },
    {
      desc: 'near miss: an API that is only named so',
      hits: 0,
      journey: journeyOf(
        `GET https://api.lab.test/me
        Origin: https://app.lab.test

        307 Temporary Redirect
        Access-Control-Allow-Origin: https://app.lab.test
        Location: https://accounts.lab.test/v2/me`,
        `GET https://accounts.lab.test/v2/me
        Origin: null

        200 OK
        Content-Type: application/json`,
      ),
    },
  ],
} satisfies Rule<Values>;

function isPreflight({ redirecting }: RedirectCause): boolean {
  return redirecting.received.method === 'OPTIONS';
}

function pageOf(url: string): string {
  return url.replace(/\?.*$/s, '');
}

function whyNot({ failure, cause }: Values): string {
  if (isPreflight(cause))
    return 'A browser follows no redirect of a preflight; and a preflight never carries a session.';
  if (failure.exchange === cause.redirecting) {
    return `Before it follows, a browser wants to see that the redirect allows \`${failure.origin}\`. Had it followed, the script would have got a form that is meant for people.`;
  }
  return `The browser followed, and the answer of \`${failure.exchange.authority}\` does not let the page read it. It would be a form that is meant for people.`;
}

function changeFor({ cause }: Values): string {
  const { redirecting } = cause;
  const path = redirecting.received.target.replace(/\?.*$/s, '');
  if (isPreflight(cause)) {
    return `On \`${redirecting.authority}\`, answer OPTIONS for \`${path}\` before whatever asks for a session.`;
  }
  return `On \`${redirecting.authority}\`, answer requests of scripts for \`${path}\` with 401 and CORS headers in the place of the redirect, and let the page send its user to the login.`;
}
