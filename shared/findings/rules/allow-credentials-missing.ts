import { valuesOf } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import { NULL_WITH_CREDENTIALS } from '../allow-text.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestedLines, requestName } from '../failure.ts';
import type { Rule } from '../rule.ts';

const HEADER = 'Access-Control-Allow-Credentials';

/** The origin is allowed, credentials are not, or the header says it in a way that does not count. */
export const allowCredentialsMissing = {
  id: 'allow-credentials-missing',
  title: 'Access-Control-Allow-Credentials is not exactly true',
  severity: 'blocks',
  scenario: 's4',
  checks: ['s4.acac', 's1.acac-present', 'auth.cookie-policy'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  browsersSay: {
    chromium: ['InvalidAllowCredentials', 'PreflightInvalidAllowCredentials'],
    firefox: 'expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’',
  },
  find(subject) {
    const failure = failureWith(subject, ['InvalidAllowCredentials', 'PreflightInvalidAllowCredentials']);
    if (failure === null) return [];
    const evidence = [...deliveredLines(failure, HEADER), ...requestedLines(failure, 'Cookie')];
    // two layers that each say `true`; some layer on the way may have joined the lines
    const values = valuesOf(failure.response.lines, HEADER).flatMap(listElements);
    const checks = values.length > 1 ? ['s5.duplicates', 'mistake.many-owners'] : [];
    return [{ layer: blame(failure, HEADER), evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const values = valuesOf(failure.response.lines, HEADER);
    return {
      seen: `${described(values)} in the response to \`${requestName(failure)}\`${failure.when ? '; the traffic does not show whether the page’s credentials mode is `include`' : ''}.`,
      why: `With credentials mode \`include\`, the browser lets \`${failure.origin}\` read the response only if the header is exactly \`true\`: once, in lower case.`,
      change:
        failure.origin === 'null'
          ? NULL_WITH_CREDENTIALS
          : `On \`${failure.exchange.authority}\`, send \`${HEADER}: true\` exactly once, along with an Access-Control-Allow-Origin that names \`${failure.origin}\`; or make the request without credentials.`,
    };
  },
  examples: [
    {
      desc: 'a request with a cookie, and no such header',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Cookie: sid=1

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'a capital letter',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Cookie: sid=1

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: True`),
    },
    {
      desc: 'near miss: true, once',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Cookie: sid=1

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        access-control-allow-credentials: true`),
    },
  ],
} satisfies Rule<Failure>;

function described(values: readonly string[]): string {
  if (values.length === 0) return `${HEADER} is missing`;
  if (values.length === 1) return `${HEADER} is \`${values[0]}\``;
  return `${HEADER} is present ${values.length} times (\`${values.join(', ')}\`)`;
}
