import { describe, expect, test } from 'vitest';
import { exchangeOf } from '../../shared/findings/examples.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Witness } from '../../shared/trace/witness.ts';
import { refusal, witness } from './support/witness.ts';

const GET = 'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK\nAccess-Control-Allow-Origin: *';
const OPEN = 'GET https://api.lab.test/me\nOrigin: https://app.lab.test';
const ELSEWHERE = 'GET https://api.lab.test/me\nOrigin: https://other.lab.test\n\n200 OK';
const PREFLIGHT =
  'OPTIONS https://api.lab.test/me\nOrigin: https://app.lab.test\nAccess-Control-Request-Method: PUT\n\n405 Method Not Allowed';
const REDIRECT =
  'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n302 Found\nLocation: https://api.lab.test/you\nAccess-Control-Allow-Origin: *';
const REDIRECTED =
  'GET https://api.lab.test/you\nOrigin: https://app.lab.test\n\n200 OK\nAccess-Control-Allow-Origin: *';

const GAVE_UP = { outcome: 'failed', errorText: 'net::ERR_ABORTED', servedFrom: null, status: null } as const;

interface Row {
  readonly desc: string;
  /** `e1` begins at 0, `e2` at 100, and so on. */
  readonly exchanges: readonly string[];
  readonly witnesses: readonly Witness[];
  /** Journey and account. */
  readonly joined: Readonly<Record<string, string | null>>;
}

const ROWS: readonly Row[] = [
  { desc: 'one and one', exchanges: [GET], witnesses: [witness(1, [-5, 30])], joined: { j1: 'w1' } },
  {
    desc: 'nothing on the wire',
    exchanges: [],
    witnesses: [witness(1, [0, 9], { servedFrom: 'http-cache' })],
    joined: { jw1: 'w1' },
  },
  { desc: 'nothing told', exchanges: [GET], witnesses: [], joined: { j1: null } },
  {
    desc: 'another method',
    exchanges: [GET],
    witnesses: [witness(1, [0, 30], { method: 'HEAD' })],
    joined: { j1: null, jw1: 'w1' },
  },
  {
    desc: 'another URL',
    exchanges: [GET],
    witnesses: [witness(1, [0, 30], { url: 'https://api.lab.test/you' })],
    joined: { j1: null, jw1: 'w1' },
  },
  { desc: 'another page', exchanges: [ELSEWHERE], witnesses: [witness(1, [0, 30])], joined: { j1: null, jw1: 'w1' } },
  {
    desc: 'a refused page’s request, and just before it one of no page',
    exchanges: [
      'GET https://api.lab.test/me\n\n200 OK',
      'GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK',
    ],
    witnesses: [refusal(1, [40, 150], { corsError: 'MissingAllowOriginHeader' })],
    joined: { j1: null, j2: 'w1' },
  },
  {
    desc: 'an unknown page',
    exchanges: [ELSEWHERE],
    witnesses: [witness(1, [0, 30], { page: null })],
    joined: { j1: 'w1' },
  },
  {
    desc: 'user name and fragment, which no wire shows',
    exchanges: [GET],
    witnesses: [witness(1, [0, 30], { url: 'https://me:pw@api.lab.test/me#top' })],
    joined: { j1: 'w1' },
  },
  {
    desc: 'an earlier request, of which nothing was told',
    exchanges: [GET, GET],
    witnesses: [witness(1, [101, 130])],
    joined: { j1: null, j2: 'w1' },
  },
  {
    desc: 'a request of long ago',
    exchanges: [GET, GET, GET, GET],
    witnesses: [witness(1, [300, 330])],
    joined: { j1: null, j2: null, j3: null, j4: 'w1' },
  },
  {
    desc: 'a request long after',
    exchanges: [GET],
    witnesses: [witness(1, [-900, -800])],
    joined: { jw1: 'w1', j1: null },
  },
  {
    desc: 'a request that waited for a connection',
    exchanges: [GET],
    witnesses: [witness(1, [-20_000, 30])],
    joined: { j1: 'w1' },
  },
  {
    desc: 'two alike, one after the other',
    exchanges: [GET, GET],
    witnesses: [witness(1, [-1, 20]), witness(2, [99, 120])],
    joined: { j1: 'w1', j2: 'w2' },
  },
  {
    desc: 'two alike at once, first to first',
    exchanges: [GET, GET],
    witnesses: [witness(1, [-2, 120]), witness(2, [-1, 120])],
    joined: { j1: 'w1', j2: 'w2' },
  },
  {
    desc: 'one given up before it was sent, then the same again',
    exchanges: [GET],
    witnesses: [witness(1, [-9, -7], GAVE_UP), witness(2, [-6, 30])],
    joined: { jw1: 'w1', j1: 'w2' },
  },
  {
    desc: 'both sent, the first given up',
    exchanges: [`${OPEN}\n\nreset by peer`, GET],
    witnesses: [witness(1, [-9, 20], GAVE_UP), witness(2, [10, 130])],
    joined: { j1: 'w1', j2: 'w2' },
  },
  {
    desc: 'an answer that is still under way',
    exchanges: [OPEN],
    witnesses: [witness(1, [-1, 30])],
    joined: { j1: 'w1' },
  },
  {
    desc: 'a service worker’s answer, and its own request',
    exchanges: [GET],
    witnesses: [
      witness(1, [-9, 40], { servedFrom: 'service-worker' }),
      witness(2, [-2, 30], { target: 'service_worker' }),
    ],
    joined: { jw1: 'w1', j1: 'w2' },
  },
  {
    desc: 'a preflight, by the method that it asks for',
    exchanges: [PREFLIGHT],
    witnesses: [refusal(1, [-3, 30], { method: 'PUT', corsError: 'PreflightInvalidStatus' })],
    joined: { j1: 'w1' },
  },
  {
    desc: 'a preflight, and an answer from the cache',
    exchanges: [PREFLIGHT],
    witnesses: [witness(1, [-3, 30], { method: 'PUT', servedFrom: 'http-cache' })],
    joined: { j1: 'w1' },
  },
  {
    desc: 'a redirect, under its first URL',
    exchanges: [REDIRECT, REDIRECTED],
    witnesses: [witness(1, [-3, 130])],
    joined: { j1: 'w1' },
  },
];

function events({ exchanges, witnesses }: Row): (Exchange | Witness)[] {
  return [...exchanges.map((text, index) => exchangeOf(text, index + 1)), ...witnesses];
}

function joined(all: readonly (Exchange | Witness)[]): Record<string, string | null> {
  const collector = createCollector();
  for (const one of all) {
    if ('received' in one) collector.upsert(one);
    else collector.upsertWitness(one);
  }
  return Object.fromEntries(collector.journeys.map(({ id, witness: account }) => [id, account?.id ?? null]));
}

describe('an account and its journey', () => {
  test.each(ROWS)('$desc', row => {
    expect(joined(events(row))).toEqual(row.joined);
  });

  test.each(ROWS)('$desc, told the other way round', row => {
    const told = events(row);
    expect(joined([...told.filter(one => !('received' in one)), ...told.filter(one => 'received' in one)])).toEqual(
      row.joined,
    );
  });

  test.each(ROWS.filter(({ exchanges }) => exchanges.length < 2 || !exchanges.includes(REDIRECT)))(
    '$desc, backwards',
    row => {
      expect(joined(events(row).reverse())).toEqual(row.joined);
    },
  );
});

describe('a collector that is told of accounts', () => {
  test('says what changed, and what is gone', () => {
    const collector = createCollector();
    collector.upsertWitness(witness(1, [-5, 30]));
    expect(changes(collector)).toEqual({ shown: ['jw1'], gone: [] });
    collector.upsert(exchangeOf(GET, 1));
    expect(changes(collector)).toEqual({ shown: ['j1'], gone: ['jw1'] });
    collector.upsertWitness(witness(1, [-5, 30], { cookies: { sent: ['sid'], blocked: [], setBlocked: [] } }));
    expect(collector.journeys[0]?.witness?.cookies.sent).toEqual(['sid']);
    expect(changes(collector)).toEqual({ shown: ['j1'], gone: [] });
    collector.remove('e1');
    expect(changes(collector)).toEqual({ shown: [], gone: ['j1'] });
    collector.removeWitness('w1');
    expect(collector.journeys).toEqual([]);
  });

  test('lets an account go alone', () => {
    const collector = createCollector();
    collector.upsert(exchangeOf(GET, 1));
    collector.upsertWitness(witness(1, [-5, 30]));
    collector.removeWitness('w1');
    expect(collector.journeys).toMatchObject([{ id: 'j1', witness: null }]);
  });

  test('keeps what was joined long ago', () => {
    const collector = createCollector();
    for (let number = 1; number <= 100; number += 1) {
      collector.upsert(exchangeOf(GET, number));
      const begin = (number - 1) * 100;
      collector.upsertWitness(witness(number, [begin - 5, begin + 30]));
    }
    expect(collector.journeys.filter(({ id, witness: account }) => account?.id !== id.replace('j', 'w'))).toEqual([]);
    collector.upsertWitness(witness(3, [195, 230], { status: 201 }));
    expect(collector.journeys[2]?.witness?.status).toBe(201);
  });
});

function changes(collector: ReturnType<typeof createCollector>) {
  const { shown, gone } = collector.drain();
  return { shown: shown.map(({ id }) => id), gone };
}
