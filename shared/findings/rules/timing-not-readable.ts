import { checkTimingAllowOrigin } from '../../cors/timing-allow-origin.ts';
import type { Exchange } from '../../trace/exchange.ts';
import { blame } from '../blame.ts';
import { journeyOf } from '../examples.ts';
import { exchangeName } from '../exchange-name.ts';
import { finalExchange } from '../final-exchange.ts';
import type { Rule } from '../rule.ts';

interface Values {
  readonly exchange: Exchange;
  readonly value: string;
  readonly page: string;
}

/** Somebody allows timings, but not to this page. Without the header nobody expects them. */
export const timingNotReadable = {
  id: 'timing-not-readable',
  title: 'Timing-Allow-Origin does not name the page',
  severity: 'notes',
  scenario: 's1',
  checks: ['s1.origin-exact'],
  spec: 'https://fetch.spec.whatwg.org/#concept-tao-check',
  browsersSay: { chromium: [], firefox: null },
  find({ journey, facts }) {
    const exchange = finalExchange(journey);
    const page = facts.pageOrigin;
    if (exchange === null || page === null || page === facts.apiOrigin) return [];
    const { result, value, lines } = checkTimingAllowOrigin(exchange, page);
    if (result !== 'denied') return [];
    return [
      {
        layer: blame({ journey, exchange }, 'Timing-Allow-Origin'),
        evidence: lines,
        values: { exchange, value, page },
      },
    ];
  },
  explain({ values: { exchange, value, page } }) {
    return {
      seen: `Timing-Allow-Origin is ${value === '' ? 'empty' : `\`${value}\``} in the response to \`${exchangeName(exchange)}\`; the page’s origin is \`${page}\`.`,
      why: 'The page can still use the response, but in its Resource Timing entry the phases and sizes are 0.',
      change: `On \`${exchange.authority}\`, add \`${page}\` to Timing-Allow-Origin, which may be a list; or send \`*\`.`,
    };
  },
  examples: [
    {
      desc: 'another origin',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Timing-Allow-Origin: https://www.lab.test`),
    },
    {
      desc: 'near miss: one of a list',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/me
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test
        Timing-Allow-Origin: https://www.lab.test, https://app.lab.test`),
    },
  ],
} satisfies Rule<Values>;
