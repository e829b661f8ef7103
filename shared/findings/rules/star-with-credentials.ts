import { NULL_WITH_CREDENTIALS } from '../allow-text.ts';
import { blame } from '../blame.ts';
import { exchangeOf, journeyOf, withTrail } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, linesBefore, requestedLines, requestName } from '../failure.ts';
import { REPLACED_CHECKS, replacedOn, replacement } from '../replaced.ts';
import type { Rule } from '../rule.ts';

const HEADER = 'Access-Control-Allow-Origin';

/** The wildcard stands for everybody, which is too many for a request that carries credentials. */
export const starWithCredentials = {
  id: 'star-with-credentials',
  title: 'Access-Control-Allow-Origin is * and the request has credentials',
  severity: 'blocks',
  scenario: 's4',
  checks: ['s4.specific-origin', 's1.acao-not-star', 'mistake.star-with-credentials'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  browsersSay: {
    chromium: ['WildcardOriginNotAllowed', 'PreflightWildcardOriginNotAllowed'],
    firefox: 'Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’',
  },
  find(subject) {
    const failure = failureWith(subject, ['WildcardOriginNotAllowed', 'PreflightWildcardOriginNotAllowed']);
    if (failure === null) return [];
    const evidence = [
      ...deliveredLines(failure, HEADER),
      ...requestedLines(failure, 'Cookie'),
      ...linesBefore(failure, HEADER),
    ];
    const checks = replacedOn(failure, HEADER) === null ? [] : REPLACED_CHECKS;
    return [{ layer: blame(failure, HEADER), evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const { origin, exchange } = failure;
    const where = `in the response to \`${requestName(failure)}\`${replacement(failure, HEADER)}`;
    return {
      seen: failure.when
        ? `Access-Control-Allow-Origin is \`*\` ${where}; the traffic does not show whether the page’s credentials mode is \`include\`.`
        : `Access-Control-Allow-Origin is \`*\` ${where}, and the request is made with credentials.`,
      why: `With credentials mode \`include\`, the wildcard is not accepted: the header must name \`${origin}\`.`,
      change:
        origin === 'null'
          ? NULL_WITH_CREDENTIALS
          : `On \`${exchange.authority}\`, send \`Access-Control-Allow-Origin: ${origin}\`, \`Access-Control-Allow-Credentials: true\` and \`Vary: Origin\`; or make the request without credentials.`,
    };
  },
  examples: [
    {
      desc: 'a request with a cookie',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Cookie: sid=1

        200 OK
        Access-Control-Allow-Origin: *`),
    },
    {
      desc: 'a gateway puts the wildcard in the place of the app’s origin',
      hits: 1,
      journey: withTrail(
        exchangeOf(
          'GET https://api.lab.test/me\nOrigin: https://app.lab.test\nCookie: sid=1\n\n200 OK\nAccess-Control-Allow-Origin: *',
          1,
          'gateway',
        ),
        exchangeOf(
          'GET https://api.lab.test/me\nOrigin: https://app.lab.test\nCookie: sid=1\n\n200 OK\nAccess-Control-Allow-Origin: https://app.lab.test',
          2,
          'app',
        ),
      ),
    },
    {
      desc: 'near miss: a cookie, and the origin by name',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Cookie: sid=1

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true`),
    },
  ],
} satisfies Rule<Failure>;
