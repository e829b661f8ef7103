import { hasHeader } from '../../http/header-line.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { FAILURE_TEXT } from '../../trace/failure-text.ts';
import { allowText } from '../allow-text.ts';
import { exchangeOf, journeyOf, withTrail } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { deliveredLines, type Failure, failureWith, linesBefore, requestName, statusText } from '../failure.ts';
import { type Missing, whyMissing } from '../missing-header.ts';
import { redirectChecks } from '../redirect-checks.ts';
import type { Rule } from '../rule.ts';
import { isStored } from './cache-ignores-origin.ts';
import { whoStripped } from './origin-stripped.ts';

const HEADER = 'Access-Control-Allow-Origin';

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
    // rules of their own say so: of the request, and of an answer that a cache had without what others have
    if (failure === null || whoStripped(failure) !== null) return [];
    const missing = whyMissing(failure, HEADER);
    if ('writer' in missing && isStored(failure)) return [];
    const evidence = [
      ...deliveredLines(failure, 'Vary'),
      ...deliveredLines(failure, 'Access-Control-Allow-Credentials'),
      ...linesBefore(failure, HEADER),
    ];
    return [{ layer: missing.layer, evidence, checks: checksFor(failure, missing), values: { failure, missing } }];
  },
  explain({ values: { failure, missing } }) {
    const { origin, response } = failure;
    return {
      seen: `\`${requestName(failure)}\` was answered \`${statusText(response)}\` without Access-Control-Allow-Origin${circumstance(failure, missing)}.`,
      why: `The page's origin is \`${origin}\`: its scripts may read the answer only where Access-Control-Allow-Origin names that origin.`,
      change: changeFor(failure, missing),
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
      desc: 'a proxy’s own 502, for the app is down',
      hits: 1,
      journey: withTrail(
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n502 Bad Gateway', 1, 'gateway'),
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\nrefused ECONNREFUSED', 2, 'app'),
      ),
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
} satisfies Rule<Values>;

interface Values {
  readonly failure: Failure;
  readonly missing: Missing;
}

function checksFor(failure: Failure, missing: Missing): string[] {
  const { status } = failure.response;
  const errors = [...redirectChecks(failure), ...errorChecks(status)];
  const ownerChecks = isAnotherLayers(failure, missing) ? ['mistake.backend-only'] : [];
  switch (missing.kind) {
    case 'removed':
      return [...ownerChecks, ...errors, 's1.stripped', 's5.final', 'gateway.rewrites'];
    case 'partial':
    case 'early':
      return [...ownerChecks, ...errors, ...policyChecks(failure, missing.other)];
    case 'unanswered':
    case 'never':
      return [...ownerChecks, ...errors];
  }
}

/** Where taps tell of layers, the fault is the app's only where they say so. */
function isAnotherLayers({ journey }: Failure, { layer }: Missing): boolean {
  return journey.trails !== undefined && layer !== 'app';
}

/** What the other answer has, and this one lacks. */
function policyChecks({ response: { status }, exchange }: Failure, other: Exchange): string[] {
  if (status >= 400) return ['s5.error-statuses'];
  return other.received.target === exchange.received.target ? [] : ['s3.route-policy', 'gateway.route-policy'];
}

function circumstance(failure: Failure, missing: Missing): string {
  switch (missing.kind) {
    case 'removed':
      return `: \`${missing.maker}\` sent it with \`${missing.values.join(', ')}\`, and \`${missing.layer}\` removed it`;
    case 'partial':
      return `, while the ${statusOf(missing.other)} answer to \`${exchangeName(missing.other)}\` had it${failure.journey.trails === undefined ? '' : `, written by \`${missing.writer}\``}`;
    case 'early':
      return `: \`${missing.layer}\` made this answer, and \`${missing.writer}\`, which writes the header, had no part in it`;
    case 'unanswered':
      return `: it is \`${missing.layer}\`'s own, for \`${missing.next}\` gave none: ${FAILURE_TEXT[missing.reason]}`;
    case 'never':
      return refusal(failure);
  }
}

function changeFor({ exchange, origin, response: { status } }: Failure, missing: Missing): string {
  const header = allowText(origin);
  const error = status >= 400 ? `, this ${status} and every other error included` : '';
  switch (missing.kind) {
    case 'removed':
      return `Let \`${missing.layer}\` pass Access-Control-Allow-Origin on, or make it the one layer that sets it.`;
    case 'partial':
      return `Let \`${missing.layer}\` send ${header} with every answer of \`${exchange.authority}\`${error}${whatIsMissed(missing, status)}.`;
    case 'early':
      return `Let \`${missing.layer}\` send ${header} with the answers that it makes itself${error}.`;
    case 'unanswered':
      return `Mend \`${missing.next}\` first: CORS settings cannot. Let \`${missing.layer}\` send ${header} with the errors that it makes itself, so that the page sees this ${status}.`;
    case 'never':
      return `Send ${header} with every answer of \`${exchange.authority}\`${error}.`;
  }
}

/** What keeps a layer's headers off some answers, where the name of the layer tells. */
function whatIsMissed({ layer }: Missing, status: number): string {
  if (status < 400) return '';
  return /nginx|ingress/i.test(layer) ? ' (`add_header … always`)' : '';
}

function statusOf({ delivered }: Exchange): number {
  return delivered?.status ?? 0;
}

/** CORS code that refuses an origin still leaves its traces: measured for the middlewares of Express, Fastify, Hono and Django. */
function refusal({ response: { lines } }: Failure): string {
  const trace = ['Access-Control-Allow-Credentials', 'Access-Control-Expose-Headers'].find(name =>
    hasHeader(lines, name),
  );
  if (trace === undefined) return '';
  return `, but with ${trace}: something there handles CORS and did not accept this origin`;
}

function errorChecks(status: number): string[] {
  if (status < 400) return [];
  const early = status < 500 ? ['app.early'] : [];
  const refused = status === 401 || status === 403 ? ['s7.cors-on-401', 's7.is-401'] : [];
  return ['app.errors', 'policy.errors', 'mistake.success-only', ...early, ...refused];
}
