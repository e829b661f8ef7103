import type { Exchange, LineRef } from '../../trace/exchange.ts';
import { exchangeUrl } from '../../trace/exchange.ts';
import { exchangesOf } from '../../trace/journey.ts';
import { diffLines } from '../../trace/mutation.ts';
import { journeyOf } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** A fix altered what the browser got: the outcome is not what it would be without corscope. */
export const corscopeChanged = {
  id: 'corscope-changed',
  title: 'A fix of corscope altered this answer',
  severity: 'notes',
  scenario: 's5',
  checks: ['s5.final'],
  spec: 'https://fetch.spec.whatwg.org/#http-cors-protocol',
  browsersSay: { chromium: [], firefox: null },
  find({ journey }) {
    const touched = exchangesOf(journey).filter(({ fixes }) => fixes.length > 0);
    return touched.map(exchange => ({ layer: 'corscope', evidence: changedLines(exchange), values: exchange }));
  },
  explain({ values: exchange }) {
    const { received, returned, fixes } = exchange;
    const asked = `${received.method} ${exchangeUrl(exchange).replace(/\?.*$/s, '')}`;
    const named = fixes.map(id => `\`${id}\``).join(', ');
    const did =
      returned === null ? `corscope answered \`${asked}\` itself` : `corscope altered the answer to \`${asked}\``;
    return {
      seen: `${did}: ${fixes.length === 1 ? 'fix' : 'fixes'} ${named}${changedNames(exchange)}.`,
      why: 'The browser judged what corscope delivered, not what the server sent: without the fix the outcome can be another one.',
      change: `Make the same change on \`${exchange.authority}\`, then switch ${fixes.length === 1 ? 'the fix' : 'the fixes'} off and try again.`,
    };
  },
  examples: [
    {
      desc: 'a fix that added Access-Control-Allow-Origin',
      hits: 1,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Content-Type: application/json

        f1 delivers 200 OK
        Content-Type: application/json
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
    {
      desc: 'near miss: delivered as it came',
      hits: 0,
      journey: journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Access-Control-Allow-Origin: https://app.lab.test`),
    },
  ],
} satisfies Rule<Exchange>;

function mutationsOf({ returned, delivered }: Exchange) {
  return diffLines(returned?.lines ?? [], delivered?.lines ?? []);
}

function changedLines(exchange: Exchange): LineRef[] {
  return mutationsOf(exchange).flatMap(({ after }) =>
    after.map(index => ({ exchange: exchange.id, head: 'delivered' as const, index })),
  );
}

function changedNames(exchange: Exchange): string {
  const names = mutationsOf(exchange).map(({ kind, name }) => `${name} ${kind}`);
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}
