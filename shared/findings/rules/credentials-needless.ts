import { combinedValue, hasHeader } from '../../http/header-line.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestName } from '../failure.ts';
import type { Rule, Subject } from '../rule.ts';
import { witnessOf } from '../witnessed.ts';

/** The page asks with credentials and has none to send, and for the asking alone the browser refuses the answer. */
export const credentialsNeedless = {
  id: 'credentials-needless',
  title: 'The page asks with credentials that it does not have',
  severity: 'risks',
  scenario: 's4',
  checks: ['client.credentials'],
  spec: 'https://fetch.spec.whatwg.org/#concept-request-credentials-mode',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const failure = failureWith(subject, ['WildcardOriginNotAllowed', 'InvalidAllowCredentials']);
    if (failure === null || failure.when !== null || !isNeedless(subject, failure)) return [];
    const evidence = [
      ...deliveredLines(failure, 'Access-Control-Allow-Origin'),
      ...deliveredLines(failure, 'Access-Control-Allow-Credentials'),
    ];
    return [{ layer: 'browser', evidence, values: failure }];
  },
  explain({ values: failure }) {
    const { response, origin } = failure;
    const allowed = combinedValue(response.lines, 'Access-Control-Allow-Origin') ?? origin;
    return {
      seen: `The page asked \`${requestName(failure)}\` with credentials, sent neither cookie nor Authorization, and was answered ${response.status} with \`Access-Control-Allow-Origin: ${allowed}\`.`,
      why: `Without credentials that header lets \`${origin}\` read the answer. Only the credentials mode makes the browser ask for more.`,
      change: `If \`${failure.exchange.authority}\` gives this to everybody, ask with \`credentials: "omit"\` in the page (of an HTTP library: \`withCredentials: false\`); if it is meant for the session, see to it that there is a cookie.`,
    };
  },
  examples: [
    {
      desc: 'public data, and an HTTP library that always asks with credentials',
      hits: 1,
      journey: asked(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: *`),
    },
    {
      desc: 'near miss: a cookie was sent',
      hits: 0,
      journey: asked(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test
        Cookie: sid=1

        200 OK
        Access-Control-Allow-Origin: *`),
    },
    {
      desc: 'near miss: the answer sets one',
      hits: 0,
      journey: asked(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: *
        Set-Cookie: sid=1`),
    },
    {
      desc: 'near miss: the API asks who is there',
      hits: 0,
      journey: asked(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        401 Unauthorized
        Access-Control-Allow-Origin: *`),
    },
  ],
} satisfies Rule<Failure>;

function isNeedless({ facts: { credentials }, journey }: Subject, { exchange, response }: Failure): boolean {
  if (credentials.mode !== 'include' || credentials.cookies || credentials.authorization) return false;
  if (exchange.received.method !== 'GET' && exchange.received.method !== 'HEAD') return false;
  // one that was held back is one that the page meant to send, unless it is meant for another path
  if (journey.witness?.cookies.blocked.some(({ reasons }) => !reasons.includes('NotOnPath'))) return false;
  return response.status < 400 && !hasHeader(response.lines, 'Set-Cookie');
}

function asked(text: string) {
  return { ...journeyOf(text), witness: witnessOf({ asked: { credentials: 'include' } }) };
}
