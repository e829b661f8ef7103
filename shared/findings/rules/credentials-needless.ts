import { hasHeader } from '../../http/header-line.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestName } from '../failure.ts';
import type { Rule, Subject } from '../rule.ts';
import { witnessOf } from '../witnessed.ts';

/** The page asks with credentials where there are none and none are given: `*` would do for it. */
export const credentialsNeedless = {
  id: 'credentials-needless',
  title: 'The request has credentials mode include, but no credentials to send',
  severity: 'risks',
  scenario: 's4',
  checks: ['client.credentials'],
  spec: 'https://fetch.spec.whatwg.org/#concept-request-credentials-mode',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const failure = failureWith(subject, ['WildcardOriginNotAllowed', 'PreflightWildcardOriginNotAllowed']);
    if (failure === null || failure.phase === 'preflight' || !isWithout(subject, failure)) return [];
    const evidence = deliveredLines(failure, 'Access-Control-Allow-Origin');
    return [{ layer: 'browser', evidence, values: failure }];
  },
  explain({ values: failure }) {
    return {
      seen: `\`${requestName(failure)}\` was made with credentials mode \`include\`, but carried no cookie and no Authorization, and the response sets no cookie.`,
      why: `\`${failure.exchange.authority}\` responds with \`Access-Control-Allow-Origin: *\`, which allows every page whose request is made without credentials.`,
      change: `If \`${failure.exchange.authority}\` serves public data here, remove \`credentials: "include"\` in the page (\`withCredentials\` in XMLHttpRequest and axios).`,
    };
  },
  examples: [
    {
      desc: 'public data, asked for with a session that is not there',
      hits: 1,
      journey: {
        ...journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: *`),
        witness: witnessOf({ asked: { credentials: 'include' }, corsError: 'WildcardOriginNotAllowed' }),
      },
    },
    {
      desc: 'near miss: a cookie went along',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Cookie: sid=1

        200 OK
        Access-Control-Allow-Origin: *`),
    },
    {
      desc: 'near miss: the response begins a session',
      hits: 0,
      journey: {
        ...journeyOf(`
        POST https://api.lab.test/login
        Origin: https://app.lab.test
        Content-Type: text/plain

        200 OK
        Access-Control-Allow-Origin: *
        Set-Cookie: sid=1; SameSite=None; Secure`),
        witness: witnessOf({ asked: { credentials: 'include' }, corsError: 'WildcardOriginNotAllowed' }),
      },
    },
    {
      desc: 'near miss: a cookie is there, and the browser held it back',
      hits: 0,
      journey: {
        ...journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: *`),
        witness: witnessOf({
          asked: { credentials: 'include' },
          corsError: 'WildcardOriginNotAllowed',
          cookies: { sent: [], blocked: [{ name: 'sid', reasons: ['SameSiteLax'] }], setBlocked: [] },
        }),
      },
    },
  ],
} satisfies Rule<Failure>;

/** Only where it is sure that the page asked so, and a cookie that was held back was meant to go, but for one of another path. */
function isWithout({ facts, journey }: Subject, { response, when }: Failure): boolean {
  const { mode, cookies, authorization } = facts.credentials;
  if (when !== null || mode !== 'include' || cookies || authorization) return false;
  const heldBack = journey.witness?.cookies.blocked.filter(({ reasons }) => !reasons.includes('NotOnPath')) ?? [];
  return !hasHeader(response.lines, 'set-cookie') && heldBack.length === 0;
}
