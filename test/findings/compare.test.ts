import { describe, expect, it } from 'vitest';
import { compareJourneys, compareSessions, routeOf } from '../../shared/findings/compare/compare.ts';
import type { Side } from '../../shared/findings/compare/field.ts';
import { journeyOf } from '../../shared/findings/examples.ts';
import { matricesOf } from '../../shared/findings/matrix.ts';
import { reportOf } from '../../shared/findings/report-of.ts';

function side(...exchanges: readonly string[]): Side {
  const journey = journeyOf(...exchanges);
  return { journey, report: reportOf(journey) };
}

const GET = `
  GET https://api.lab.test/orders
  Origin: https://app.lab.test

  200 OK
  Access-Control-Allow-Origin: https://app.lab.test
  Vary: Accept-Encoding, Origin`;
const PUT = `
  OPTIONS https://api.lab.test/orders/7
  Origin: https://app.lab.test
  Access-Control-Request-Method: PUT
  Access-Control-Request-Headers: content-type

  405 Method Not Allowed`;

describe('two journeys', () => {
  it('a GET that works and a PUT that fails: what matters comes first, with what it does', () => {
    const differences = compareJourneys(side(GET), side(PUT));
    expect(differences.filter(({ matters }) => matters).map(({ field, a, b }) => [field, a, b])).toEqual([
      ['method', 'GET', 'PUT'],
      ['headers that need leave', null, 'content-type'],
      ['preflight', 'not-needed', 'sent'],
      ['preflight status', null, '405'],
      ['status', '200', null],
      ['Access-Control-Allow-Origin of the answer', 'https://app.lab.test', null],
      ['Vary of the answer', 'Accept-Encoding, Origin', null],
    ]);
    expect(differences[0]?.effect).toBe('`PUT` needs a preflight that allows it; `GET` does not.');
    expect(differences.at(-1)).toMatchObject({ field: 'verdict', matters: false });
  });

  it.each([
    { desc: 'lists in another order and letter case', vary: 'origin, accept-encoding', differs: [] },
    { desc: 'near miss: another list', vary: 'Origin', differs: ['Vary of the answer'] },
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

  it.each([
    ['https://api.lab.test/orders/7?x=1', '/orders/:id'],
    ['https://api.lab.test', '/'],
    ['https://api.lab.test/u/3f2504e0-4f89-11d3-9a0c-0305e82c3301/cart', '/u/:id/cart'],
    ['https://api.lab.test/v2/products', '/v2/products'],
  ])('%s is route %s', (url, route) => {
    expect(routeOf(url)).toBe(route);
  });
});

describe('the matrix', () => {
  it('lays an API’s policy out by route and origin, and says where it contradicts itself', () => {
    const star =
      'GET https://api.lab.test/public\nOrigin: https://app.lab.test\n\n200 OK\nAccess-Control-Allow-Origin: *';
    const [matrix, ...others] = matricesOf([side(GET), side(PUT), side(star)]);
    expect(others).toEqual([]);
    expect(matrix?.rows.map(({ method, route }) => `${method} ${route}`)).toEqual([
      'GET /orders',
      'PUT /orders/:id',
      'GET /public',
    ]);
    expect(matrix?.contradictions).toEqual([
      '`GET /orders` lets `https://app.lab.test` read its answer, `PUT /orders/:id` does not.',
      '`GET /public` allows `*`, `GET /orders` names an origin: two policies.',
    ]);
  });

  it('is quiet where nothing contradicts, and leaves same-origin calls out', () => {
    expect(matricesOf([side(GET), side('GET https://app.lab.test/x\n\n200 OK')])).toMatchObject([
      { contradictions: [] },
    ]);
  });
});
