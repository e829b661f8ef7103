import { describe, expect, test } from 'vitest';
import { ledgerOf } from '../../dashboard/lib/ledger.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import { exchange } from './exchanges.ts';

const plain = { all: false, guilty: [], fixes: [] };

describe('the ledger', () => {
  test('an unchanged header stands on both sides, without a change', () => {
    const [request] = ledgerOf(exchange(), plain);
    expect(request.rows).toMatchObject([{ name: 'Origin', change: null, near: [{ index: 0 }], far: [{ index: 0 }] }]);
  });

  test('a header that a browser looks for has a row even where it is absent', () => {
    const [, response] = ledgerOf(exchange(), plain);
    expect(response.rows).toMatchObject([{ name: 'Access-Control-Allow-Origin', near: [], far: [] }]);
  });

  test('a same-origin request expects nothing', () => {
    const [, response] = ledgerOf(exchange({ request: [] }), plain);
    expect(response.rows).toEqual([]);
  });

  test('a preflight expects the method and the headers that it asked for', () => {
    const request = [
      ['Origin', 'https://app.test'],
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'content-type'],
    ] as const;
    const [, response] = ledgerOf(exchange({ method: 'OPTIONS', request }), plain);
    expect(response.rows.map(row => row.name)).toEqual([
      'Access-Control-Allow-Origin',
      'Access-Control-Allow-Methods',
      'Access-Control-Allow-Headers',
    ]);
  });

  test('headers that CORS does not read are counted, and shown when all are asked for', () => {
    const given = exchange({ answer: { lines: [['ETag', '"1"']] } });
    expect(ledgerOf(given, plain)[1].hidden).toBe(1);
    const [, response] = ledgerOf(given, { ...plain, all: true });
    expect(response.rows.map(row => row.name)).toEqual(['Access-Control-Allow-Origin', 'ETag']);
  });

  test('a line that a fix took away is lost where it was, and named by the title of the fix', () => {
    const fix: Fix = {
      id: 'f1',
      title: 'Keep one',
      enabled: true,
      when: {},
      do: [{ op: 'dedupe', header: 'Access-Control-Allow-Origin', keep: 'last' }],
    };
    const given = exchange({
      answer: {
        lines: [
          ['Access-Control-Allow-Origin', '*'],
          ['access-control-allow-origin', 'https://app.test'],
        ],
      },
      delivered: { lines: [['access-control-allow-origin', 'https://app.test']] },
      more: { fixes: ['f1'] },
    });
    const [, response] = ledgerOf(given, { ...plain, fixes: [fix] });
    expect(response.rows).toMatchObject([
      {
        change: 'removed',
        by: 'the fix “Keep one”',
        near: [{ fresh: false, lost: false }],
        far: [
          { index: 0, lost: true },
          { index: 1, lost: false },
        ],
      },
    ]);
  });

  test('a line that corscope wrote is fresh on the side it travels to', () => {
    const given = exchange({ delivered: { lines: [['Vary', 'Origin']] } });
    const [, response] = ledgerOf(given, plain);
    expect(response.rows.find(row => row.name === 'Vary')).toMatchObject({
      change: 'added',
      by: 'corscope',
      near: [{ fresh: true }],
      far: [],
    });
  });

  test('evidence about a head that passed unchanged is marked once, on the browser’s side', () => {
    const given = exchange({ answer: { lines: [['Access-Control-Allow-Origin', '*']] } });
    const guilty = [{ exchange: 'e1', head: 'returned', index: 0 }] as const;
    const [, response] = ledgerOf(given, { ...plain, guilty });
    expect(response.rows).toMatchObject([{ near: [{ mark: 'guilty' }], far: [{ mark: null }] }]);
  });

  test('a request that never went on has no start line on the far side', () => {
    const [request, response] = ledgerOf(
      exchange({ answer: null, delivered: { status: 204, reason: 'No Content' }, more: { forwarded: null } }),
      plain,
    );
    expect([request.far.start, response.far.start, response.near.start]).toEqual([
      null,
      null,
      'HTTP/1.1 204 No Content',
    ]);
  });
});
