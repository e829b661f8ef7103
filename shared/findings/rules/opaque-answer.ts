import { firstValue } from '../../http/header-line.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { finalExchange, linesNamed } from '../final-exchange.ts';
import type { Rule, Subject } from '../rule.ts';

/** The console recommends it, and it mends nothing: no error any more, and no answer either. */
export const opaqueAnswer = {
  id: 'opaque-answer',
  title: 'Mode no-cors gives the page an opaque response',
  severity: 'notes',
  scenario: 's1',
  checks: ['browser.trace'],
  spec: 'https://fetch.spec.whatwg.org/#concept-filtered-response-opaque',
  browsersSay: { chromium: [], firefox: null },
  find(subject) {
    const exchange = finalExchange(subject.journey);
    if (exchange === null || !isOpaque(subject, exchange)) return [];
    const evidence = linesNamed(exchange, 'received', ['sec-fetch-mode', 'sec-fetch-dest', 'sec-fetch-site']);
    return [{ layer: 'browser', evidence, values: exchange }];
  },
  explain({ values: exchange }) {
    return {
      seen: `\`${exchangeName(exchange)}\` was requested by a script with mode \`no-cors\` and returned ${exchange.delivered?.status ?? 0}; the page sees status 0, no headers and an empty body.`,
      why: 'Mode `no-cors` does not bypass CORS: the browser drops headers such as Authorization, and the script gets an opaque response.',
      change: `If the page needs to read the response, remove \`mode: "no-cors"\` and let \`${exchange.authority}\` allow the page’s origin. For a beacon, whose response nobody reads, nothing needs to change.`,
    };
  },
  examples: [
    {
      desc: 'a fetch with mode no-cors',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: same-site
        Sec-Fetch-Dest: empty

        200 OK
        Content-Type: application/json`),
    },
    {
      desc: 'near miss: an image, which needs no more',
      hits: 0,
      journey: journeyOf(`
        GET https://img.lab.test/logo.png
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: same-site
        Sec-Fetch-Dest: image

        200 OK
        Content-Type: image/png`),
    },
    {
      desc: 'near miss: the page’s own server, whose response it may read',
      hits: 0,
      journey: journeyOf(`
        GET https://app.lab.test/me
        Sec-Fetch-Mode: no-cors
        Sec-Fetch-Site: same-origin
        Sec-Fetch-Dest: empty

        200 OK
        Content-Type: application/json`),
    },
  ],
} satisfies Rule<Exchange>;

function isOpaque({ facts, journey }: Subject, { received: { lines } }: Exchange): boolean {
  const mode = journey.witness?.asked.mode ?? firstValue(lines, 'sec-fetch-mode');
  const site = firstValue(lines, 'sec-fetch-site');
  if (mode !== 'no-cors' || site === 'same-origin' || site === 'none') return false;
  const dest = firstValue(lines, 'sec-fetch-dest');
  return dest === 'empty' || (dest === null && facts.pageOrigin !== null && facts.pageOrigin !== facts.apiOrigin);
}
