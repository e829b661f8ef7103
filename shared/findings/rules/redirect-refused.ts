import { firstValue } from '../../http/header-line.ts';
import { redirectOf } from '../../trace/redirect.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failuresOf, requestName, statusText } from '../failure.ts';
import type { Rule } from '../rule.ts';

/** A redirect of the request itself to where a browser does not go: another scheme, a URL with a password, plain http. */
export const redirectRefused = {
  id: 'redirect-refused',
  title: 'The request is redirected to a URL that the browser does not follow',
  severity: 'blocks',
  scenario: 's6',
  checks: ['mistake.ignored-redirect', 's5.redirect-host', 'auth.redirects'],
  spec: 'https://fetch.spec.whatwg.org/#http-redirect-fetch',
  browsersSay: { chromium: ['RedirectContainsCredentials', 'CorsDisabledScheme'], firefox: 'CORS request not HTTP' },
  find(subject) {
    const failure = failuresOf(subject).find(isRefusedTarget);
    if (failure === undefined) return [];
    const checks = isPlainHttp(failure) ? ['s6.https-redirect'] : [];
    const evidence = deliveredLines(failure, 'Location');
    return [{ layer: blame(failure, 'Location'), evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const location = firstValue(failure.response.lines, 'Location') ?? '';
    return {
      seen: `\`${requestName(failure)}\` was redirected to \`${location.replace(/\/\/[^/?#]*@/, '//•••@')}\` (\`${statusText(failure.response)}\`).`,
      why: whyNot(failure),
      change: changeFor(failure),
    };
  },
  examples: [
    {
      desc: 'a user name and a password in the URL',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/files/1
        Origin: https://app.lab.test

        302 Found
        Access-Control-Allow-Origin: https://app.lab.test
        Location: https://user:pass@files.lab.test/1`),
    },
    {
      desc: 'an API behind TLS that redirects to http',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        301 Moved Permanently
        Access-Control-Allow-Origin: https://app.lab.test
        Location: http://api.lab.test/orders/`),
    },
    {
      desc: 'an app’s own scheme',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/login
        Origin: https://app.lab.test

        302 Found
        Access-Control-Allow-Origin: https://app.lab.test
        Location: myapp://callback`),
    },
    {
      desc: 'near miss: another https host',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/orders
        Origin: https://app.lab.test

        302 Found
        Access-Control-Allow-Origin: https://app.lab.test
        Location: https://eu.lab.test/orders`),
    },
  ],
} satisfies Rule<Failure>;

/** A refusal for the target's own sake; one for want of CORS headers has a code of its own. */
function isRefusedTarget(failure: Failure): boolean {
  if (failure.phase !== 'redirect') return false;
  if (failure.code !== null)
    return failure.code === 'RedirectContainsCredentials' || failure.code === 'CorsDisabledScheme';
  const target = redirectOf(failure.exchange)?.target;
  return target === null || (target !== undefined && (target.userinfo || isOddScheme(failure) || isPlainHttp(failure)));
}

function isOddScheme({ exchange }: Failure): boolean {
  const scheme = redirectOf(exchange)?.target?.scheme;
  return scheme !== undefined && scheme !== 'http' && scheme !== 'https';
}

function isPlainHttp({ exchange, origin }: Failure): boolean {
  return redirectOf(exchange)?.target?.scheme === 'http' && origin.startsWith('https:');
}

function whyNot(failure: Failure): string {
  const target = redirectOf(failure.exchange)?.target ?? null;
  if (target === null) return 'The Location is not a valid URL, so there is nothing to follow.';
  if (target.userinfo) return 'A cross-origin request must not be redirected to a URL with a user name or password.';
  if (isOddScheme(failure))
    return `A script’s request can only go to http and https URLs, not to \`${target.scheme}:\`.`;
  return `The page is https, so plain http is mixed content: the browser does not follow.`;
}

function changeFor(failure: Failure): string {
  const { exchange } = failure;
  const target = redirectOf(exchange)?.target ?? null;
  const host = `\`${exchange.authority}\``;
  if (target?.userinfo)
    return `On ${host}, redirect to a URL without user name and password, and let the target authenticate the caller in another way.`;
  if (target !== null && isPlainHttp(failure)) {
    return `On ${host}, let the app know that it is served over https (a trusted X-Forwarded-Proto), so that it redirects to https; or let the page request the final URL.`;
  }
  return `On ${host}, respond to scripts without that redirect: it is meant for a navigation.`;
}
