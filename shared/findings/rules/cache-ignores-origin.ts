import { cachedLine, cachedWord } from '../../http/cache-word.ts';
import { combinedValue, firstValue } from '../../http/header-line.ts';
import { listElements } from '../../http/token-list.ts';
import { blame, fateIn } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { deliveredLines, type Failure, failureWith, requestName } from '../failure.ts';
import { whyMissing } from '../missing-header.ts';
import type { Rule } from '../rule.ts';
import { isMaskedError } from './masked-server-error.ts';

const HEADER = 'Access-Control-Allow-Origin';

/** A cache tells requests apart by URL alone, so that the first page's answer is everybody's. */
export const cacheIgnoresOrigin = {
  id: 'cache-ignores-origin',
  title: 'A cache serves one stored response to every origin',
  severity: 'blocks',
  scenario: 's5',
  checks: ['s5.stale-cache', 'cdn.cache'],
  spec: 'https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const failure = failureWith(subject, ['AllowOriginMismatch', 'MissingAllowOriginHeader']);
    if (failure === null || !isStored(failure)) return [];
    // a stored error is an error before all
    if (failure.code === 'MissingAllowOriginHeader' && isMaskedError(failure, whyMissing(failure, HEADER))) return [];
    const { exchange, response } = failure;
    const evidence = [
      { exchange: exchange.id, head: 'delivered', index: cachedLine(response) } as const,
      ...deliveredLines(failure, HEADER),
      ...deliveredLines(failure, 'Vary'),
    ];
    const lacks = firstValue(response.lines, HEADER) === null ? 's1.acao-present' : 's1.origin-exact';
    const checks = saysVary(failure) ? [lacks] : [lacks, 'cdn.vary'];
    return [{ layer: whoIsToMend(failure), evidence, checks, values: failure }];
  },
  explain({ values: failure }) {
    const { origin, response } = failure;
    return {
      seen: `\`${requestName(failure)}\` was served from a cache (\`${cachedWord(response)}\`) ${whoseAnswer(failure)}.`,
      why: `A cache that ignores Origin serves every page the response that the first one got, and that response does not allow \`${origin}\`.`,
      change: changeFor(failure),
    };
  },
  examples: [
    {
      desc: 'the response of another page',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://www.lab.test
        X-Cache: HIT`),
    },
    {
      desc: 'a response stored without the header, and Vary added after the cache',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Age: 12
        Vary: Origin`),
    },
    {
      desc: 'near miss: another origin, and no cache had it',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://www.lab.test
        X-Cache: MISS`),
    },
    {
      desc: 'near miss: from a cache, for this page',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Access-Control-Allow-Credentials: true
        X-Cache: HIT`),
    },
  ],
} satisfies Rule<Failure>;

/** The cache's own word that it had the answer, and nobody took the header off afterwards: the fault is not in the list of origins. */
export function isStored(failure: Failure): boolean {
  return cachedLine(failure.response) !== -1 && fateIn(failure, HEADER).kind !== 'removed';
}

function saysVary({ response: { lines } }: Failure): boolean {
  return listElements(combinedValue(lines, 'Vary') ?? '').some(name => /^(?:origin|\*)$/i.test(name));
}

/** A cache that is told to tell origins apart is to do so; otherwise whoever writes the header is to tell it. */
function whoIsToMend(failure: Failure): string {
  const missing = saysVary(failure) ? null : whyMissing(failure, HEADER);
  return missing?.kind === 'early' ? missing.writer : blame(failure, null);
}

function changeFor(failure: Failure): string {
  const { response, exchange } = failure;
  const path = exchange.received.target.replace(/\?.*$/s, '');
  if (saysVary(failure)) {
    return `Let \`${whoIsToMend(failure)}\` store one response per Origin, as the \`Vary\` on responses to \`${path}\` requires; or, if \`Vary\` is added in front of the cache, send it from a layer behind the cache. Then purge the cache.`;
  }
  const first =
    firstValue(response.lines, HEADER) === null
      ? `Request \`${exchange.authority}\` with a query string that is not cached yet, to see whether ${HEADER} is sent at all; then send`
      : 'Send';
  return `${first} \`Vary: Origin\` with every response to \`${path}\`, including those to requests without an Origin, from a layer behind the cache: added in front of it, it comes too late. Then purge the cache.`;
}

function whoseAnswer(failure: Failure): string {
  const allowed = firstValue(failure.response.lines, HEADER);
  const varies = saysVary(failure) ? ', even though it has `Vary: Origin`' : '';
  return allowed === null
    ? `without ${HEADER}. It was stored that way: for a request without an Origin, for an origin that is not allowed, or from a server that never sends the header${varies}`
    : `with \`${HEADER}: ${allowed}\`, which was generated for a page of that origin${varies}`;
}
