import { describe, expect, test } from 'vitest';
import { runsOf, spansOf } from '../../dashboard/lib/ledger-runs.ts';
import type { ViewLine } from '../../dashboard/lib/ledger-view.ts';

function line(text: string, more: Partial<ViewLine> = {}): ViewLine {
  const [name = '', value = ''] = text.split(': ');
  return { index: 0, line: [name, value], fresh: false, lost: false, mark: null, ...more };
}

const STAR = 'Access-Control-Allow-Origin: *';

const ROWS = [
  {
    desc: 'neighbours that saw the same are one cell',
    cells: [[line(STAR)], [line(STAR)], [line('Access-Control-Allow-Origin: null')]],
    runs: [
      { span: 2, same: false },
      { span: 1, same: false },
    ],
  },
  {
    desc: 'what was absent along a stretch is so once',
    cells: [[], [], [line(STAR)]],
    runs: [
      { span: 2, same: false, lines: [] },
      { span: 1, same: false },
    ],
  },
  {
    desc: 'other letters of the name are another cell, whose value is the same',
    cells: [[line('access-control-allow-origin: *')], [line(STAR)]],
    runs: [
      { span: 1, same: false },
      { span: 1, same: true },
    ],
  },
  {
    desc: 'a line more is another cell',
    cells: [[line(STAR), line(STAR, { index: 1 })], [line(STAR)]],
    runs: [
      { span: 1, same: false },
      { span: 1, same: false },
    ],
  },
  {
    desc: 'what holds of the line at any of its points is seen in its one cell',
    cells: [[line(STAR, { mark: 'guilty' })], [line(STAR, { lost: true })], [line(STAR, { fresh: true })]],
    runs: [{ span: 3, lines: [{ mark: 'guilty', lost: true, fresh: true }] }],
  },
] as const;

describe('cells of the ledger', () => {
  test.each(ROWS)('$desc', ({ cells, runs }) => {
    expect(runsOf(cells)).toMatchObject(runs);
  });

  test('equal first lines are one', () => {
    expect(spansOf(['GET / HTTP/1.1', 'GET / HTTP/1.1', 'GET /v1 HTTP/1.1'])).toEqual([
      { text: 'GET / HTTP/1.1', span: 2 },
      { text: 'GET /v1 HTTP/1.1', span: 1 },
    ]);
  });
});
