import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestedLines, requestName } from '../failure.ts';
import type { Rule } from '../rule.ts';

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
    const header = 'Access-Control-Allow-Origin';
    const evidence = [...deliveredLines(failure, header), ...requestedLines(failure, 'Cookie')];
    return [{ layer: blame(failure, header), evidence, values: failure }];
  },
  explain({ values: failure }) {
    const { origin, exchange } = failure;
    const where = `in the answer to \`${requestName(failure)}\``;
    return {
      seen: failure.when
        ? `Access-Control-Allow-Origin is \`*\` ${where}; whether the page asks with credentials does not show.`
        : `Access-Control-Allow-Origin is \`*\` ${where}, and the page asks with credentials.`,
      why: `With credentials \`include\` the wildcard does not count: the header must name \`${origin}\`.`,
      change: `On \`${exchange.authority}\`, send \`Access-Control-Allow-Origin: ${origin}\`, \`Access-Control-Allow-Credentials: true\` and \`Vary: Origin\`; or let the page ask without credentials.`,
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
