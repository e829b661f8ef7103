import { describe, expect, test } from 'vitest';
import { ledgerView } from '../../dashboard/lib/ledger-view.ts';
import type { Fix } from '../../shared/fixes/fix.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { exchangePaths } from '../../shared/trace/exchange-path.ts';
import type { Journey } from '../../shared/trace/journey.ts';
import { exchange, journey } from './exchanges.ts';

const plain = { all: false, guilty: [], fixes: [] };

/** The view of one exchange at one tap. */
function ledgerOf(given: Exchange, options: Omit<Parameters<typeof ledgerView>[1], 'exchange'>) {
  return viewOf(journey(given), [given], options);
}

function viewOf(of: Journey, known: readonly Exchange[], options: Omit<Parameters<typeof ledgerView>[1], 'exchange'>) {
  const [path] = exchangePaths(of);
  if (path === undefined) throw new Error('no path');
  return ledgerView(path, { ...options, exchange: id => known.find(one => one.id === id) ?? null });
}

describe('the ledger', () => {
  test('an unchanged header stands on both sides, without a change', () => {
    const [request] = ledgerOf(exchange(), plain);
    expect(request.rows).toMatchObject([{ name: 'Origin', changes: [], cells: [[{ index: 0 }], [{ index: 0 }]] }]);
  });

  test('a header that a browser looks for has a row even where it is absent', () => {
    const [, response] = ledgerOf(exchange(), plain);
    expect(response.rows).toMatchObject([{ name: 'Access-Control-Allow-Origin', cells: [[], []] }]);
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
        changes: [{ kind: 'removed', by: 'the fix “Keep one”' }],
        cells: [
          [{ fresh: false, lost: false }],
          [
            { index: 0, lost: true },
            { index: 1, lost: false },
          ],
        ],
      },
    ]);
  });

  test('a line that corscope wrote is fresh on the side it travels to', () => {
    const given = exchange({ delivered: { lines: [['Vary', 'Origin']] } });
    const [, response] = ledgerOf(given, plain);
    expect(response.rows.find(row => row.name === 'Vary')).toMatchObject({
      changes: [{ kind: 'added', by: 'corscope' }],
      cells: [[{ fresh: true }], []],
    });
  });

  test('evidence about a head that passed unchanged is marked once, on the browser’s side', () => {
    const given = exchange({ answer: { lines: [['Access-Control-Allow-Origin', '*']] } });
    const guilty = [{ exchange: 'e1', head: 'returned', index: 0 }] as const;
    const [, response] = ledgerOf(given, { ...plain, guilty });
    expect(response.rows).toMatchObject([{ cells: [[{ mark: 'guilty' }], [{ mark: null }]] }]);
  });

  test('a request that never went on has one column, and so has its answer', () => {
    const [request, response] = ledgerOf(
      exchange({ answer: null, delivered: { status: 204, reason: 'No Content' }, more: { forwarded: null } }),
      plain,
    );
    expect(request.columns.map(({ title }) => title)).toEqual(['browser sent']);
    expect(response.columns.map(({ title, start }) => [title, start])).toEqual([
      ['browser received', 'HTTP/1.1 204 No Content'],
    ]);
  });

  test('with taps further on there is a column for each layer, and the layer is named that made a change', () => {
    const allow = ['Access-Control-Allow-Origin', 'https://app.test'] as const;
    const inner = exchange({ id: 'e2', answer: { lines: [allow] }, more: { tap: 'app', startedAt: 1 } });
    const outer = exchange({
      id: 'e1',
      answer: { lines: [allow, ['Access-Control-Allow-Origin', '*']] },
      more: { tap: 'gateway' },
    });
    const behind = [{ exchange: inner, tie: 'header', behind: [], missed: [] }] as const;
    const trail = { exchange: outer, tie: null, missed: [], behind } as const;
    const given: Journey = { ...journey(outer), trails: new Map([['e1', trail]]) };
    const [request, response] = viewOf(given, [outer, inner], plain);
    expect(request.columns.map(({ title }) => title)).toEqual(['browser sent', 'sent to gateway', 'app received']);
    expect(response.columns.map(({ title }) => title)).toEqual([
      'browser received',
      'gateway answered',
      'app answered',
    ]);
    expect(response.rows[0]).toMatchObject({
      changes: [{ kind: 'doubled', by: 'gateway' }],
      cells: [[{}, {}], [{ fresh: false }, { fresh: true }], [{ fresh: false }]],
    });
  });
});
