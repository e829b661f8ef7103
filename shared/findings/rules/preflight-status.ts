import { firstValue } from '../../http/header-line.ts';
import { allowText } from '../allow-text.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { type Failure, preflightFailure, requestedLines, requestName, statusText } from '../failure.ts';
import type { Rule } from '../rule.ts';

/**
 * OPTIONS is not routed, or something refuses it. Browsers look at Access-Control-Allow-Origin first, so a refusal
 * without CORS headers is reported as a missing header; the status is the cause all the same.
 */
export const preflightStatus = {
  id: 'preflight-status',
  title: 'The preflight returns an error status',
  severity: 'blocks',
  scenario: 's2',
  checks: ['s2.status'],
  spec: 'https://fetch.spec.whatwg.org/#cors-preflight-fetch',
  browsersSay: {
    chromium: ['PreflightInvalidStatus', 'PreflightMissingAllowOriginHeader'],
    firefox: 'CORS preflight response did not succeed',
  },
  find(subject) {
    const failure = preflightFailure(subject, 400, 999);
    if (failure === null) return [];
    const evidence = requestedLines(failure, 'Access-Control-Request-Method');
    const checks = checksFor(failure.response.status);
    return [{ layer: blame(failure, null), evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const method = firstValue(failure.exchange.received.lines, 'Access-Control-Request-Method') ?? '';
    return {
      seen: `\`${requestName(failure)}\`, the preflight, returned \`${statusText(failure.response)}\`.`,
      why: `A preflight must return a status from 200 to 299, so the browser does not send the \`${method}\`.`,
      change: changeFor(failure, method),
    };
  },
  examples: [
    {
      desc: 'a gateway that knows only the methods of its routes',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        405 Method Not Allowed
        Allow: GET, PUT`),
    },
    {
      desc: 'authentication before CORS, which adds its headers all the same',
      hits: 1,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/me
        Origin: https://app.lab.test
        Access-Control-Request-Method: GET
        Access-Control-Request-Headers: authorization

        401 Unauthorized
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: 200 is as good as 204',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        200 OK
        Allow: GET, PUT`),
    },
    {
      desc: 'near miss: a redirect has a rule of its own',
      hits: 0,
      journey: journeyOf(`
        OPTIONS https://api.lab.test/orders/7
        Origin: https://app.lab.test
        Access-Control-Request-Method: PUT

        302 Found
        Location: https://login.lab.test/`),
    },
  ],
} satisfies Rule<Failure>;

function checksFor(status: number): string[] {
  if (status === 401 || status === 403) return ['s2.auth-first', 'app.early'];
  if (status === 404 || status === 405 || status === 501) {
    return ['s2.routed', 'gateway.options', 'mistake.forgot-options'];
  }
  return [];
}

function changeFor({ response: { status }, exchange, origin }: Failure, method: string): string {
  const answer = `with 204, \`Access-Control-Allow-Methods: ${method}\`, ${allowText(origin)}`;
  const path = exchange.received.target.replace(/\?.*$/s, '');
  if (status === 401 || status === 403) {
    return `On \`${exchange.authority}\`, answer OPTIONS for \`${path}\` before authentication, ${answer}: a preflight never carries cookies or Authorization.`;
  }
  if (status >= 500 && status !== 501) {
    return `On \`${exchange.authority}\`, find out why OPTIONS for \`${path}\` fails, and answer it ${answer}.`;
  }
  return `On \`${exchange.authority}\`, route OPTIONS for \`${path}\` and answer it ${answer}.`;
}
