import { parseRequestHead, parseResponseHead } from '../../http/head.ts';
import { sameName } from '../../http/header-line.ts';
import type { Exchange, LineRef } from '../../trace/exchange.ts';
import { exchangeUrl } from '../../trace/exchange.ts';
import { exchangesOf } from '../../trace/journey.ts';
import { diffLines, type Mutation } from '../../trace/mutation.ts';
import { OWN_REASON_TEXT } from '../../trace/own-change.ts';
import { journeyOf, withChanges } from '../examples.ts';
import type { Rule } from '../rule.ts';

/** A fix altered what was asked, or what the browser got: the outcome is not what it would be without corscope. */
export const corscopeChanged = {
  id: 'corscope-changed',
  title: 'A corscope fix altered this exchange',
  severity: 'notes',
  scenario: 's5',
  checks: ['s5.final'],
  spec: 'https://fetch.spec.whatwg.org/#http-cors-protocol',
  browsersSay: { chromium: [], firefox: null },
  find({ journey }) {
    const touched = exchangesOf(journey).filter(({ fixes, changes = [] }) => fixes.length > 0 || changes.length > 0);
    return touched.map(exchange => ({ layer: 'corscope', evidence: changedLines(exchange), values: exchange }));
  },
  explain({ values: exchange }) {
    const reasons = ownReasons(exchange);
    const { fixes } = exchange;
    if (fixes.length === 0) {
      return {
        seen: `corscope altered \`${asked(exchange)}\` because a fix covers it${changedNames(exchange, () => true)}.`,
        why: reasons.join(' '),
        change: 'Nothing to change: once no enabled fix covers this request, corscope leaves it as it is.',
      };
    }
    const named = fixes.map(id => `\`${id}\``).join(', ');
    return {
      seen: `${deed(exchange)}: ${fixes.length === 1 ? 'fix' : 'fixes'} ${named}${changedNames(exchange, byFixes)}${ownDeed(exchange)}.`,
      why: [
        'The browser judged what corscope delivered, not what the server sent: without the fix the outcome can differ.',
        ...reasons,
      ].join(' '),
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
      desc: 'a redirect that corscope followed, and a request that it altered',
      hits: 1,
      journey: withChanges(
        journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test
        X-Tenant: a

        302 Found
        Location: /products/

        f1 delivers 200 OK
        Access-Control-Allow-Origin: https://app.lab.test`),
        {
          forwarded: parseRequestHead('GET /products HTTP/1.1\nHost: api.lab.test'),
          changes: [
            { by: 'f1', head: 'forwarded', names: ['Origin', 'X-Tenant'] },
            { by: 'f1', head: 'delivered', names: [':answer'] },
          ],
          followed: [
            {
              url: 'https://api.lab.test/products/',
              upstream: null,
              forwarded: parseRequestHead('GET /products/ HTTP/1.1\nHost: api.lab.test'),
              returned: parseResponseHead('HTTP/1.1 200 OK\nServer: x'),
            },
          ],
        },
      ),
    },
    {
      desc: 'a response that a fix covers and leaves alone: it is kept out of caches',
      hits: 1,
      journey: withChanges(
        journeyOf(`
        GET https://api.lab.test/products
        Origin: https://app.lab.test

        200 OK
        Cache-Control: max-age=600`),
        {
          delivered: parseResponseHead('HTTP/1.1 200 OK\nCache-Control: no-store'),
          changes: [{ by: 'answer-not-stored', head: 'delivered', names: ['Cache-Control'] }],
        },
      ),
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

function asked(exchange: Exchange): string {
  return `${exchange.received.method} ${exchangeUrl(exchange).replace(/\?.*$/s, '')}`;
}

function deed(exchange: Exchange): string {
  const { returned, forwarded, received, delivered, followed = [] } = exchange;
  const request = `\`${asked(exchange)}\``;
  if (returned === null && delivered !== null) return `corscope answered ${request} itself`;
  const target = followed.at(-1);
  if (target !== undefined) {
    return `corscope itself followed the redirect of ${request} to \`${target.url.replace(/\?.*$/s, '')}\` and delivered that response`;
  }
  if (delivered !== returned) return `corscope altered the response to ${request}`;
  return forwarded === received
    ? `corscope altered ${request}`
    : `corscope altered ${request} on its way to the server`;
}

function ownReasons({ changes = [] }: Exchange): string[] {
  const reasons = new Map(Object.entries(OWN_REASON_TEXT));
  const texts = changes.map(({ by }) => reasons.get(by)).filter(text => text !== undefined);
  return [...new Set(texts)];
}

/** Of a followed redirect the answer has nothing in common with what was returned. */
function answerMutations({ returned, delivered, followed = [] }: Exchange): Mutation[] {
  const before = followed.at(-1)?.returned ?? returned;
  return diffLines(before?.lines ?? [], delivered?.lines ?? []);
}

/** A proxy takes lines off a request that were meant for it, and a tap may add one for the next: no fix did that. */
function requestMutations({ received, forwarded, changes = [] }: Exchange): Mutation[] {
  const names = changes.flatMap(change => (change.head === 'forwarded' ? change.names : []));
  if (names.length === 0) return [];
  return diffLines(received.lines, forwarded?.lines ?? []).filter(({ name }) =>
    names.some(changed => sameName(changed, name)),
  );
}

function changedLines(exchange: Exchange): LineRef[] {
  const at = (head: LineRef['head'], mutations: readonly Mutation[]) =>
    mutations.flatMap(({ after }) => after.map(index => ({ exchange: exchange.id, head, index })));
  return [...at('forwarded', requestMutations(exchange)), ...at('delivered', answerMutations(exchange))];
}

type Wanted = (exchange: Exchange, name: string) => boolean;

function changedNames(exchange: Exchange, wanted: Wanted): string {
  const mutations = [...requestMutations(exchange), ...answerMutations(exchange)];
  const names = mutations.filter(({ name }) => wanted(exchange, name)).map(({ kind, name }) => `${name} ${kind}`);
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}

function ownDeed(exchange: Exchange): string {
  const names = changedNames(exchange, (one, name) => !byFixes(one, name));
  return names === '' ? '' : `, and corscope on its own${names}`;
}

/** What corscope does for the caches' sake is no part of the change that a server is to make. */
function byFixes({ changes = [] }: Exchange, name: string): boolean {
  const by = changes.filter(({ names }) => names.some(one => sameName(one, name))).map(one => one.by);
  return by.length === 0 || by.some(one => !Object.hasOwn(OWN_REASON_TEXT, one));
}
