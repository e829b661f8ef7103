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
  checks: ['s5.stale-cache', 'cdn.cache', 'cdn.vary'],
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
    const checks = firstValue(response.lines, HEADER) === null ? ['s1.acao-present'] : ['s1.origin-exact'];
    return [{ layer: blame(failure, null), evidence, checks, values: failure }];
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

function changeFor({ response, exchange }: Failure): string {
  const path = exchange.received.target.replace(/\?.*$/s, '');
  const first =
    firstValue(response.lines, HEADER) === null
      ? `Ask \`${exchange.authority}\` past the cache, with a query that was never asked, to see whether ${HEADER} is sent at all; then send`
      : 'Send';
  return `${first} \`Vary: Origin\` with every answer to \`${path}\`, those to requests without an Origin included, where the answer is made: what a layer adds after the cache comes too late for it. Then empty the cache.`;
}

function whoseAnswer({ response: { lines } }: Failure): string {
  const allowed = firstValue(lines, HEADER);
  const names = listElements(combinedValue(lines, 'Vary') ?? '').map(name => name.toLowerCase());
  const varies = names.includes('origin') ? ', though it says `Vary: Origin`' : '';
  return allowed === null
    ? `without ${HEADER}, as it was stored: for a request without an Origin, for a page that may not read it, or by a server that never sends it${varies}`
    : `with \`${HEADER}: ${allowed}\`, which was made for a page of that origin${varies}`;
}
