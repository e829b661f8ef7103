import { hasHeader } from '../../http/header-line.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestName, statusText } from '../failure.ts';
import type { Rule } from '../rule.ts';

/** The answer to the request itself says nothing about who may read it. */
export const allowOriginMissing = {
  id: 'allow-origin-missing',
  title: 'The response lacks Access-Control-Allow-Origin',
  severity: 'blocks',
  scenario: 's1',
  checks: ['s1.acao-present'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  browsersSay: {
    chromium: ['MissingAllowOriginHeader'],
    firefox: 'CORS header ‘Access-Control-Allow-Origin’ missing',
  },
  find(subject) {
    const failure = failureWith(subject, ['MissingAllowOriginHeader']);
    if (failure === null) return [];
    const { response } = failure;
    const evidence = [
      ...deliveredLines(failure, 'Vary'),
      ...deliveredLines(failure, 'Access-Control-Allow-Credentials'),
    ];
    const checks = response.status >= 400 ? ['app.errors', 'mistake.success-only', ...authChecks(response.status)] : [];
    return [{ layer: blame(failure, 'Access-Control-Allow-Origin'), evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const { origin, response } = failure;
    const error = response.status >= 400 ? `, this ${response.status} and every other error included` : '';
    return {
      seen: `\`${requestName(failure)}\` was answered \`${statusText(response)}\` without Access-Control-Allow-Origin${refusal(failure)}.`,
      why: `The page's origin is \`${origin}\`: its scripts may read the answer only where Access-Control-Allow-Origin names that origin.`,
      change: `Send \`Access-Control-Allow-Origin: ${origin}\` and \`Vary: Origin\` with every answer of \`${failure.exchange.authority}\`${error}.`,
    };
  },
  examples: [
    {
      desc: 'an answer without any CORS header',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Content-Type: application/json`),
    },
    {
      desc: 'an authentication failure without CORS headers',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        401 Unauthorized
        WWW-Authenticate: Bearer`),
    },
    {
      desc: 'near miss: the header is there, for another origin',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://www.lab.test`),
    },
    {
      desc: 'near miss: same origin, where CORS has no say',
      hits: 0,
      journey: journeyOf(`
        GET https://app.lab.test/products

        200 OK
        Content-Type: application/json`),
    },
  ],
} satisfies Rule<Failure>;

/** CORS code that refuses an origin still leaves its traces: measured for the middlewares of Express, Fastify, Hono and Django. */
function refusal({ response: { lines } }: Failure): string {
  const trace = ['Access-Control-Allow-Credentials', 'Access-Control-Expose-Headers'].find(name =>
    hasHeader(lines, name),
  );
  if (trace === undefined) return '';
  return `, but with ${trace}: something there handles CORS and did not accept this origin`;
}

function authChecks(status: number): string[] {
  return status === 401 || status === 403 ? ['s7.cors-on-401'] : [];
}
