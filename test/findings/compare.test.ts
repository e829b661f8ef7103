import { describe, expect, it } from 'vitest';
import { compareJourneys, compareSessions, routeOf } from '../../shared/findings/compare/compare.ts';
import { sessionDecisions } from '../../shared/findings/compare/decisions.ts';
import { GET, PUT, side } from './support/sides.ts';

describe('two journeys', () => {
  it('a GET that works and a PUT that fails: what matters comes first, with what it does', () => {
    const differences = compareJourneys(side(GET), side(PUT));
    expect(differences.filter(({ matters }) => matters).map(({ field, a, b }) => [field, a, b])).toEqual([
      ['method', 'GET', 'PUT'],
      ['headers that need a preflight', null, 'content-type'],
      ['preflight', 'not-needed', 'sent'],
      ['preflight status', null, '405'],
      ['status', '200', null],
      ['Access-Control-Allow-Origin of the response', 'https://app.lab.test', null],
      ['Vary of the response', 'Accept-Encoding, Origin', null],
    ]);
    expect(differences[0]?.effect).toBe('`PUT` needs a preflight that allows it; `GET` does not.');
    expect(differences.at(-1)).toMatchObject({ field: 'verdict', matters: false });
  });

  it.each([
    { desc: 'lists in another order and letter case', vary: 'origin, accept-encoding', differs: [] },
    { desc: 'near miss: another list', vary: 'Origin', differs: ['Vary of the response'] },
  ])('$desc', ({ vary, differs }) => {
    const other = side(GET.replace('Accept-Encoding, Origin', vary));
    expect(compareJourneys(side(GET), other).map(({ field }) => field)).toEqual(differs);
  });
});

describe('two sessions', () => {
  it('pairs routes whatever the host, those with another verdict first', () => {
    const production = [
      side(GET.replaceAll('.lab.test', '.example.com')),
      side('GET https://api.example.com/me\nOrigin: https://app.example.com\n\n200 OK'),
    ];
    const local = [
      side(GET),
      side('GET https://api.lab.test/me\nOrigin: https://app.lab.test\n\n200 OK\nAccess-Control-Allow-Origin: *'),
      side(PUT),
    ];
    expect(compareSessions(local, production).map(({ route, b }) => [route, b === null])).toEqual([
      ['GET /me', false],
      ['GET /orders', false],
      ['PUT /orders/:id', true],
    ]);
  });

  it('finds no difference in two answers that each name their own page', () => {
    const [pair] = compareSessions([side(GET)], [side(GET.replaceAll('.lab.test', '.example.com'))]);
    expect(pair?.differences.map(({ field }) => field)).toEqual(['page origin', 'API origin']);
  });

  it('finds a difference in the same answer to two pages, one of which it names', () => {
    const other = GET.replace('Origin: https://app.lab.test', 'Origin: https://app.example.com');
    const [pair] = compareSessions([side(GET)], [side(other)]);
    expect(pair?.differences.filter(({ matters }) => matters).map(({ field }) => field)).toEqual([
      'page origin',
      'Access-Control-Allow-Origin of the response',
    ]);
  });

  it.each([
    ['https://api.lab.test/orders/7?x=1', '/orders/:id'],
    ['https://api.lab.test', '/'],
    ['https://api.lab.test/u/3f2504e0-4f89-11d3-9a0c-0305e82c3301/cart', '/u/:id/cart'],
    ['https://api.lab.test/v2/products', '/v2/products'],
  ])('%s is route %s', (url, route) => {
    expect(routeOf(url)).toBe(route);
  });
});

const ORDERS = (page: string, ...lines: readonly string[]) =>
  side(['GET https://api.lab.test/orders', `Origin: ${page}`, ...lines].join('\n'));
const ALLOWED = ['', '200 OK', 'Access-Control-Allow-Origin: https://app.lab.test'];
const PRODUCTION = { kind: 'session', id: 'production.har' } as const;
const LOCAL = ORDERS('https://app.lab.test', ...ALLOWED);

describe('what two sessions decide of the checklist', () => {
  const rows = [
    {
      desc: 'each page is allowed by its own name',
      other: ORDERS('https://app.example.com', '', '200 OK', 'Access-Control-Allow-Origin: https://app.example.com'),
      failed: [],
    },
    {
      desc: 'the deployed page gets the local one’s name',
      other: ORDERS('https://app.example.com', ...ALLOWED),
      failed: ['s6.origins'],
    },
    {
      desc: 'the deployed API answers with another status and methods',
      other: ORDERS('https://app.lab.test', '', '403 Forbidden', 'Access-Control-Allow-Origin: https://app.lab.test'),
      failed: ['s6.gateway-config'],
    },
    {
      desc: 'the deployed page sends a token',
      other: ORDERS('https://app.lab.test', 'Authorization: Bearer x', ...ALLOWED),
      failed: ['s6.other-flow'],
    },
  ];

  it.each(rows)('$desc', ({ other, failed }) => {
    const decisions = sessionDecisions(PRODUCTION, compareSessions([LOCAL], [other]));
    expect(decisions.map(({ row }) => row)).toEqual(['s6.origins', 's6.gateway-config', 's6.other-flow']);
    expect(decisions.filter(({ result }) => result === 'fail').map(({ row }) => row)).toEqual(failed);
  });

  it('a path for signing in that only one of them has', () => {
    const login = side('POST https://api.lab.test/auth/refresh\nOrigin: https://app.lab.test\n\n200 OK');
    const decisions = sessionDecisions(PRODUCTION, compareSessions([LOCAL, login], [LOCAL]));
    expect(decisions.at(-1)).toMatchObject({ row: 's6.other-flow', result: 'fail' });
    expect(decisions.at(-1)?.seen).toBe('`POST /auth/refresh` was asked for here alone.');
  });

  it('says nothing where no route is in both', () => {
    const other = side('GET https://api.lab.test/other\nOrigin: https://app.lab.test\n\n200 OK');
    expect(sessionDecisions(PRODUCTION, compareSessions([LOCAL], [other]))).toEqual([]);
  });
});
