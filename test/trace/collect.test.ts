import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { API, exchangeOf, PAGE, preflightOf, putOf } from './exchange-of.ts';

/** `e1>e2` for a preflight and its request, `|` between legs, `~e1` for a cached preflight. */
function shape(journey: Journey): string {
  return journey.legs
    .map(({ preflight, cachedPreflight, request }) => {
      const before = preflight === null ? '' : `${preflight.id}>`;
      const cached = cachedPreflight === null ? '' : `~${cachedPreflight.id}>`;
      return `${before}${cached}${request?.id ?? ''}`;
    })
    .join(' | ');
}

function shapes(exchanges: readonly Exchange[]): string[] {
  const collector = createCollector();
  for (const exchange of exchanges) collector.upsert(exchange);
  return collector.journeys.map(shape);
}

const redirect = (to: string): Partial<Parameters<typeof exchangeOf>[0]> => ({
  status: 302,
  answer: [['Location', to]],
});

const ROWS: readonly { desc: string; exchanges: readonly Exchange[]; journeys: readonly string[] }[] = [
  { desc: 'a plain request stands alone', exchanges: [exchangeOf({ id: 'e1' })], journeys: ['e1'] },
  {
    desc: 'a preflight and the request that follows it',
    exchanges: [preflightOf({ id: 'e1' }), putOf({ id: 'e2', at: 20 })],
    journeys: ['e1>e2'],
  },
  {
    desc: 'a preflight refused by its status stays alone',
    exchanges: [preflightOf({ id: 'e1', status: 405 }), putOf({ id: 'e2', at: 20 })],
    journeys: ['e1>', 'e2'],
  },
  {
    desc: 'an OPTIONS that a script sent is no preflight',
    exchanges: [exchangeOf({ id: 'e1', method: 'OPTIONS' }), putOf({ id: 'e2', at: 20 })],
    journeys: ['e1', 'e2'],
  },
  {
    desc: 'two at once pair first come, first served',
    exchanges: [
      preflightOf({ id: 'e1' }),
      preflightOf({ id: 'e2', at: 1 }),
      putOf({ id: 'e3', at: 20 }),
      putOf({ id: 'e4', at: 21 }),
    ],
    journeys: ['e1>e3', 'e2>e4'],
  },
  {
    desc: 'a preflight asked again after its answer had failed',
    exchanges: [
      preflightOf({ id: 'e1', answer: [] }),
      preflightOf({ id: 'e2', at: 500 }),
      putOf({ id: 'e3', at: 520 }),
    ],
    journeys: ['e1>', 'e2>e3'],
  },
  {
    desc: 'the headers asked for tell two preflights apart',
    exchanges: [
      preflightOf({ id: 'e1', asks: 'x-a' }),
      preflightOf({ id: 'e2', at: 1, asks: 'x-b' }),
      putOf({ id: 'e3', at: 20, headers: { Origin: PAGE, 'X-B': '1' } }),
      putOf({ id: 'e4', at: 21, headers: { Origin: PAGE, 'X-A': '1' } }),
    ],
    journeys: ['e1>e4', 'e2>e3'],
  },
  {
    desc: 'another page, URL, method or tap is another journey',
    exchanges: [
      preflightOf({ id: 'e1' }),
      putOf({ id: 'e2', at: 20, headers: { Origin: 'https://other.example' } }),
      putOf({ id: 'e3', at: 20, url: `${API}/orders?page=2` }),
      exchangeOf({ id: 'e4', at: 10_000, method: 'PATCH' }),
      putOf({ id: 'e5', at: 20, more: { tap: 'gateway' } }),
    ],
    journeys: ['e1>', 'e2', 'e3', 'e4', 'e5'],
  },
  {
    desc: 'a request long after its preflight is not its own',
    exchanges: [preflightOf({ id: 'e1' }), putOf({ id: 'e2', at: 60_000 })],
    journeys: ['e1>', 'e2'],
  },
  {
    desc: 'a redirect to the same API',
    exchanges: [exchangeOf({ id: 'e1', ...redirect('/v2/../v3') }), exchangeOf({ id: 'e2', at: 20, url: `${API}/v3` })],
    journeys: ['e1 | e2'],
  },
  {
    desc: 'a redirect to another origin, tainted, with a preflight of its own',
    exchanges: [
      preflightOf({ id: 'e1' }),
      putOf({ id: 'e2', at: 20, status: 307, answer: [['Location', 'https://eu.example.org/orders']] }),
      preflightOf({ id: 'e3', at: 40, url: 'https://eu.example.org/orders', headers: { Origin: 'null' } }),
      putOf({ id: 'e4', at: 60, url: 'https://eu.example.org/orders', headers: { Origin: 'null' } }),
    ],
    journeys: ['e1>e2 | e3>e4'],
  },
  {
    desc: 'a redirect that leaves the page’s own origin',
    exchanges: [
      exchangeOf({ id: 'e1', url: `${PAGE}/login`, headers: {}, ...redirect(`${API}/orders`) }),
      exchangeOf({ id: 'e2', at: 20 }),
    ],
    journeys: ['e1 | e2'],
  },
  {
    desc: 'a 303 makes a GET of a POST, so a POST to its target is another journey',
    exchanges: [
      exchangeOf({ id: 'e1', method: 'POST', status: 303, answer: [['Location', '/done']] }),
      exchangeOf({ id: 'e2', at: 20, method: 'POST', url: `${API}/done` }),
      exchangeOf({ id: 'e3', at: 30, url: `${API}/done` }),
    ],
    journeys: ['e1 | e3', 'e2'],
  },
  {
    desc: 'a request for the target much later is the page’s own',
    exchanges: [
      exchangeOf({ id: 'e1', ...redirect('/done') }),
      exchangeOf({ id: 'e2', at: 60_000, url: `${API}/done` }),
    ],
    journeys: ['e1', 'e2'],
  },
  {
    desc: 'a navigation does not follow a fetch’s redirect',
    exchanges: [
      exchangeOf({ id: 'e1', headers: { Origin: PAGE, 'Sec-Fetch-Mode': 'cors' }, ...redirect('/done') }),
      exchangeOf({ id: 'e2', at: 20, url: `${API}/done`, headers: { 'Sec-Fetch-Mode': 'navigate' } }),
    ],
    journeys: ['e1', 'e2'],
  },
  {
    desc: 'a second request within five seconds uses the cached preflight',
    exchanges: [preflightOf({ id: 'e1' }), putOf({ id: 'e2', at: 20 }), putOf({ id: 'e3', at: 4_000 })],
    journeys: ['e1>e2', '~e1>e3'],
  },
  {
    desc: 'after Max-Age there is nothing to use',
    exchanges: [preflightOf({ id: 'e1' }), putOf({ id: 'e2', at: 20 }), putOf({ id: 'e3', at: 6_000 })],
    journeys: ['e1>e2', 'e3'],
  },
  {
    desc: 'a request that needs no preflight uses no cached one',
    exchanges: [preflightOf({ id: 'e1' }), putOf({ id: 'e2', at: 20 }), exchangeOf({ id: 'e3', at: 40 })],
    journeys: ['e1>e2', 'e3'],
  },
  {
    desc: 'a failed preflight evicts what was cached',
    exchanges: [
      preflightOf({ id: 'e1' }),
      putOf({ id: 'e2', at: 20 }),
      preflightOf({ id: 'e3', at: 40, status: 403 }),
      putOf({ id: 'e4', at: 60 }),
    ],
    journeys: ['e1>e2', 'e3>', 'e4'],
  },
  {
    desc: 'not one of a request that passes caches by',
    exchanges: [
      preflightOf({ id: 'e1' }),
      putOf({ id: 'e2', at: 20 }),
      preflightOf({ id: 'e3', at: 40, status: 403, headers: { 'Cache-Control': 'max-age=0' } }),
      preflightOf({
        id: 'e4',
        at: 60,
        asks: 'x-other',
        answer: [],
        headers: { Pragma: 'no-cache', 'Cache-Control': 'no-cache' },
      }),
      putOf({ id: 'e5', at: 80 }),
    ],
    journeys: ['e1>e2', 'e3>', 'e4>', '~e1>e5'],
  },
  {
    desc: 'one that passes, and its request passes caches by, is kept like any other',
    exchanges: [
      preflightOf({ id: 'e1' }),
      putOf({ id: 'e2', at: 20 }),
      preflightOf({ id: 'e3', at: 40, headers: { 'Cache-Control': 'no-cache' } }),
      putOf({ id: 'e4', at: 60 }),
      putOf({ id: 'e5', at: 80 }),
    ],
    journeys: ['e1>e2', 'e3>e4', '~e3>e5'],
  },
  {
    desc: 'a tunnel stands alone',
    exchanges: [exchangeOf({ id: 'e1', method: 'CONNECT', more: { kind: 'tunnel' } })],
    journeys: ['e1'],
  },
];

describe('the collector', () => {
  it.each(ROWS)('$desc', ({ exchanges, journeys }) => {
    expect(shapes(exchanges)).toEqual(journeys);
  });

  it('replaces an exchange that it knows, and hands out a new journey', () => {
    const collector = createCollector();
    collector.upsert(exchangeOf({ id: 'e1', status: null }));
    const [before] = collector.journeys;
    collector.upsert(exchangeOf({ id: 'e1', status: 200 }));
    const [after, ...others] = collector.journeys;
    expect(after).not.toBe(before);
    expect(others).toEqual([]);
    expect(after?.legs[0]?.request?.delivered?.status).toBe(200);
  });

  it('pairs a request with a preflight whose answer it learned of later', () => {
    const collector = createCollector();
    collector.upsert(preflightOf({ id: 'e1', status: null }));
    collector.upsert(preflightOf({ id: 'e1' }));
    collector.upsert(putOf({ id: 'e2', at: 20 }));
    expect(collector.journeys.map(shape)).toEqual(['e1>e2']);
  });

  it('keeps the rest of a journey when an exchange falls out of memory', () => {
    const collector = createCollector();
    collector.upsert(preflightOf({ id: 'e1' }));
    collector.upsert(putOf({ id: 'e2', at: 20 }));
    collector.remove('e1');
    expect(collector.journeys.map(({ id }) => id)).toEqual(['j2']);
    expect(collector.journeys.map(shape)).toEqual(['e2']);
    collector.remove('e2');
    collector.remove('e2');
    expect(collector.journeys).toEqual([]);
  });

  it('gives a 304 the stored answer that its request asked about', () => {
    const collector = createCollector();
    collector.upsert(exchangeOf({ id: 'e1', answer: [['ETag', '"1"']] }));
    collector.upsert(exchangeOf({ id: 'e2', at: 20, status: 304, headers: { Origin: PAGE, 'If-None-Match': '"1"' } }));
    expect(collector.journeys.at(-1)?.legs[0]?.stored?.id).toBe('e1');
  });

  it.each([
    { desc: 'that named the page', values: [PAGE], before: 'e1' },
    { desc: 'without the header', values: [], before: undefined },
    { desc: 'with two lines, which allow nobody', values: [PAGE, '*'], before: undefined },
  ])('gives an answer without Access-Control-Allow-Origin an earlier one of the host $desc', ({ values, before }) => {
    const collector = createCollector();
    const answer = values.map((value): HeaderLine => ['Access-Control-Allow-Origin', value]);
    collector.upsert(exchangeOf({ id: 'e1', answer }));
    collector.upsert(exchangeOf({ id: 'e2', at: 20, url: `${API}/me` }));
    expect(collector.journeys.at(-1)?.legs[0]?.allowedBefore?.id).toBe(before);
  });

  it('tells of the 304s that have updated what was stored, as long as their lines count', () => {
    const collector = createCollector();
    const again = { status: 304, headers: { Origin: PAGE, 'If-None-Match': '"1"' } };
    collector.upsert(exchangeOf({ id: 'e1', answer: [['ETag', '"1"']] }));
    collector.upsert(exchangeOf({ id: 'e2', at: 20, ...again, answer: [['Access-Control-Allow-Origin', '*']] }));
    collector.upsert(
      exchangeOf({ id: 'e3', at: 40, ...again, answer: [['Access-Control-Allow-Credentials', 'true']] }),
    );
    collector.upsert(exchangeOf({ id: 'e4', at: 60, ...again, answer: [['Access-Control-Allow-Origin', PAGE]] }));
    collector.upsert(exchangeOf({ id: 'e5', at: 80, ...again }));
    const refreshed = () => collector.journeys.map(({ legs }) => (legs[0]?.refreshed ?? []).map(({ id }) => id));
    expect(refreshed()).toEqual([[], [], ['e2'], ['e3', 'e2'], ['e4', 'e3']]);
  });
});
