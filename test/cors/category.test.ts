import { describe, expect, it } from 'vitest';
import { categoryOf } from '../../shared/cors/category.ts';
import { judge } from '../../shared/cors/judge.ts';
import { causeText, preflightCauses } from '../../shared/cors/preflight-cause.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { API, exchangeOf, PAGE, preflightOf, putOf } from '../trace/exchange-of.ts';

function alone(exchange: Exchange): Journey {
  const isPreflight = exchange.received.method === 'OPTIONS';
  const leg = {
    preflight: isPreflight ? exchange : null,
    cachedPreflight: null,
    request: isPreflight ? null : exchange,
  };
  return { id: 'j1', startedAt: 0, legs: [leg], witness: null };
}

const RESET: Partial<Exchange> = { outcome: { kind: 'failed', reason: 'reset', detail: '' } };

describe('categoryOf', () => {
  it.each([
    [
      'a star, and credentials unknown',
      exchangeOf({ id: 'e1', answer: [['Access-Control-Allow-Origin', '*']] }),
      'actual',
    ],
    ['an answer without CORS headers', exchangeOf({ id: 'e1' }), 'actual'],
    ['a 404 without CORS headers', exchangeOf({ id: 'e1', status: 404 }), 'actual'],
    ['a plain 502', exchangeOf({ id: 'e1', status: 502 }), 'not-cors'],
    ['a body that a gateway found too large', exchangeOf({ id: 'e1', status: 413 }), 'not-cors'],
    ['a plain 401', exchangeOf({ id: 'e1', status: 401 }), 'not-cors'],
    [
      'a 500 with some CORS headers',
      exchangeOf({ id: 'e1', status: 500, answer: [['Access-Control-Allow-Credentials', 'true']] }),
      'actual',
    ],
    ['a refused preflight', preflightOf({ id: 'e1', status: 401, answer: [] }), 'preflight'],
    ['a closed connection', exchangeOf({ id: 'e1', status: null, more: RESET }), 'not-cors'],
    ['a same-origin request', exchangeOf({ id: 'e1', headers: { Origin: API } }), 'not-cors'],
    ['an answer still awaited', exchangeOf({ id: 'e1', status: null }), 'ok'],
  ])('%s: %#', (_, exchange, category) => {
    const journey = alone(exchange);
    expect(categoryOf(journey, judge(journey))).toBe(category);
  });
});

describe('preflightCauses', () => {
  it.each([
    ['a method', putOf({ id: 'e1' }), ['the method `PUT`']],
    ['a plain GET', exchangeOf({ id: 'e1' }), []],
    [
      'JSON and a header of its own',
      exchangeOf({
        id: 'e1',
        method: 'POST',
        headers: { Origin: PAGE, 'Content-Type': 'application/json', 'X-Tenant': '7' },
      }),
      ['the content type `application/json`', 'the header `x-tenant`'],
    ],
    [
      'a form’s content type',
      exchangeOf({ id: 'e1', method: 'POST', headers: { Origin: PAGE, 'Content-Type': 'text/plain; charset=utf-8' } }),
      [],
    ],
    [
      'an Accept over 128 bytes',
      exchangeOf({ id: 'e1', headers: { Origin: PAGE, Accept: 'a'.repeat(129) } }),
      ['the header `accept`'],
    ],
    ['a preflight for its headers', preflightOf({ id: 'e1', asks: 'x-a' }), ['the method `PUT`', 'the header `x-a`']],
    [
      'a preflight for nothing that can be seen',
      preflightOf({ id: 'e1', headers: { Origin: PAGE, 'Access-Control-Request-Method': 'POST' } }),
      ['an upload listener or a streamed body'],
    ],
  ])('%s', (_, exchange, causes) => {
    const leg = alone(exchange).legs[0];
    expect(leg === undefined ? [] : preflightCauses(leg).map(causeText)).toEqual(causes);
  });
});
