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
  title: 'A cache serves one stored answer to pages of every origin',
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
      seen: `\`${requestName(failure)}\` was answered from a cache (\`${cachedWord(response)}\`) ${whoseAnswer(failure)}.`,
      why: `A cache that does not tell requests apart by Origin gives every page what the first one got, and \`${origin}\` is not named in it.`,
      change: changeFor(failure),
    };
  },
  examples: [
    {
      desc: 'the answer of another page',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://www.lab.test
        X-Cache: HIT`),
    },
    {
      desc: 'an answer stored without the header, and Vary added after the cache',
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
    return `Let \`${whoIsToMend(failure)}\` store one answer for each Origin, as the \`Vary\` of the answers to \`${path}\` asks; or, where \`Vary\` is added after the cache, let it be sent where the answer is made. Then empty the cache.`;
  }
  const first =
    firstValue(response.lines, HEADER) === null
      ? `Ask \`${exchange.authority}\` past the cache, with a query that was never asked, to see whether ${HEADER} is sent at all; then send`
      : 'Send';
  return `${first} \`Vary: Origin\` with every answer to \`${path}\`, those to requests without an Origin included, where the answer is made: what a layer adds after the cache comes too late for it. Then empty the cache.`;
}

function whoseAnswer(failure: Failure): string {
  const allowed = firstValue(failure.response.lines, HEADER);
  const varies = saysVary(failure) ? ', though it says `Vary: Origin`' : '';
  return allowed === null
    ? `without ${HEADER}, as it was stored: for a request without an Origin, for a page that may not read it, or by a server that never sends it${varies}`
    : `with \`${HEADER}: ${allowed}\`, which was made for a page of that origin${varies}`;
}
