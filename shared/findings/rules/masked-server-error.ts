import { isServerTrouble } from '../../cors/category.ts';
import { generatorOf } from '../../trace/layers/generator.ts';
import { exchangeOf, journeyOf, withTrail } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestName, statusText } from '../failure.ts';
import { type Missing, whyMissing } from '../missing-header.ts';
import { missingChange, missingChecks, missingText } from '../missing-words.ts';
import { redirectBehind } from '../redirect-trouble.ts';
import type { Rule } from '../rule.ts';
import { whoStripped } from './origin-stripped.ts';

const HEADER = 'Access-Control-Allow-Origin';

interface Values {
  readonly failure: Failure;
  readonly missing: Missing;
}

/** The server failed, or a layer refused the request; without CORS headers the page hears of CORS instead. */
export const maskedServerError = {
  id: 'masked-server-error',
  title: 'A server error without CORS headers looks like a CORS failure',
  severity: 'blocks',
  scenario: 's5',
  checks: ['cat.not-cors', 's1.acao-present', 'app.errors'],
  spec: 'https://fetch.spec.whatwg.org/#concept-cors-check',
  browsersSay: {
    chromium: ['MissingAllowOriginHeader'],
    firefox: 'CORS header ‘Access-Control-Allow-Origin’ missing',
  },
  find(subject) {
    const failure = failureWith(subject, ['MissingAllowOriginHeader']);
    if (failure === null || whoStripped(failure) !== null || redirectBehind(failure) !== null) return [];
    const missing = whyMissing(failure, HEADER);
    if (!isMaskedError(failure, missing)) return [];
    const evidence = ['Server', 'Via', 'Retry-After'].flatMap(name => deliveredLines(failure, name));
    return [{ layer: missing.layer, evidence, checks: missingChecks(failure, missing), values: { failure, missing } }];
  },
  explain({ values: { failure, missing } }) {
    const { response, exchange } = failure;
    const maker = generatorOf(exchange)?.sentence;
    return {
      seen: `\`${requestName(failure)}\` returned \`${statusText(response)}\` without ${HEADER}${missingText(failure, missing)}.${maker === undefined ? '' : ` ${maker}`}`,
      why: `The ${response.status} is the real problem. Without CORS headers the browser hides it from \`${failure.origin}\` and reports a CORS error instead.`,
      change: [causeText(failure, missing), missingChange(failure, missing)].filter(text => text !== '').join(' '),
    };
  },
  examples: [
    {
      desc: 'a crash of the app, whose error page knows nothing of CORS',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/report
        Origin: https://app.lab.test

        500 Internal Server Error
        Content-Type: text/html`),
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
      desc: 'a gateway that takes no body of that size',
      hits: 1,
      journey: journeyOf(`
        POST https://api.lab.test/uploads
        Origin: https://app.lab.test
        Content-Type: text/plain

        413 Request Entity Too Large
        Server: nginx`),
    },
    {
      desc: 'near miss: the page may read the error',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/report
        Origin: https://app.lab.test

        500 Internal Server Error
        Access-Control-Allow-Origin: https://app.lab.test
        Vary: Origin`),
    },
    {
      desc: 'near miss: an error with other CORS headers, whose origin was not accepted',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/report
        Origin: https://app.lab.test

        500 Internal Server Error
        Access-Control-Allow-Credentials: true`),
    },
    {
      desc: 'near miss: a layer took the header off',
      hits: 0,
      journey: withTrail(
        exchangeOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n500 Oops', 1, 'gateway'),
        exchangeOf(
          'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n500 Oops\nAccess-Control-Allow-Origin: *',
          2,
          'app',
        ),
      ),
    },
  ],
} satisfies Rule<Values>;

/**
 * Is the error the cause, and the missing header only what hides it? Not where a layer handles CORS and left this answer
 * out, or took the header off: that layer is to be mended first.
 */
export function isMaskedError({ response }: Failure, { kind }: Missing): boolean {
  if (kind === 'removed' || kind === 'partial' || !isServerTrouble(response.status)) return false;
  return !response.lines.some(([name]) => /^access-control-/i.test(name));
}

type Advice = (where: string, failure: Failure) => string;

/** What to do about each status that tells of trouble before CORS. */
const CAUSES: readonly (readonly [is: (status: number) => boolean, advice: Advice])[] = [
  [status => status === 408, where => `Find out why the request reaches ${where} so slowly.`],
  [status => status === 413, where => `Send a smaller body, or raise the request body limit of ${where}.`],
  [
    status => status === 414 || status === 431,
    where => `Shorten the URL and the headers, or raise the limits of ${where}.`,
  ],
  [status => status === 429, where => `Send fewer requests, or raise the rate limit of ${where}.`],
  [
    status => status === 502 || status === 503,
    where => `Find out why ${where} gets no response from the layer behind it, or reports that it is not ready.`,
  ],
  [
    status => status === 504 || status === 524,
    where => `Find out what takes so long behind ${where}, or raise its timeout.`,
  ],
  [
    status => status >= 500,
    (where, failure) => `Look in the log of ${where} for the error behind \`${requestName(failure)}\`.`,
  ],
];

/** Empty where how it came to be missing says it already. */
function causeText(failure: Failure, missing: Missing): string {
  if (missing.kind === 'unanswered') return '';
  const advice = CAUSES.find(([is]) => is(failure.response.status))?.[1];
  return advice?.(`\`${missing.layer === 'upstream' ? failure.exchange.authority : missing.layer}\``, failure) ?? '';
}
