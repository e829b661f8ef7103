import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { createTextTable } from '../../shared/http/text-table.ts';
import { readExchange } from '../../shared/wire/exchange-record.ts';
import { record } from '../wire/records.ts';

describe('a table of texts', () => {
  it.each<{ desc: string; lines: readonly HeaderLine[] }>([
    { desc: 'one line', lines: [['Vary', 'Origin']] },
    {
      desc: 'letter case is part of it',
      lines: [
        ['Vary', 'Origin'],
        ['vary', 'Origin'],
        ['Vary', 'origin'],
      ],
    },
    {
      desc: 'empty',
      lines: [
        ['X-Empty', ''],
        ['', ''],
      ],
    },
    {
      desc: 'more values than it keeps',
      lines: Array.from({ length: 300 }, (_, index): HeaderLine => ['ETag', `"${index % 150}"`]),
    },
    {
      desc: 'more names than it keeps',
      lines: Array.from({ length: 3000 }, (_, index): HeaderLine => [`X-${index % 1500}`, 'a']),
    },
    {
      desc: 'names that objects have',
      lines: [
        ['constructor', '__proto__'],
        ['__proto__', 'constructor'],
      ],
    },
  ])('gives back what it was given: $desc', ({ lines }) => {
    const table = createTextTable();
    expect(lines.map(table.line)).toEqual(lines);
  });

  it('gives one object for lines that read the same', () => {
    const table = createTextTable();
    expect(table.line(['Vary', 'Origin'])).toBe(table.line(['Vary', 'Origin']));
  });

  it('changes nothing of an exchange', () => {
    const odd = record(1, {
      received: 'GET  /a b HTTP/1.1\r\nHost: api.lab.test\r\nX-Folded: a\r\n b\r\nno colon\r\n\r\n',
      interim: ['HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'],
      delivered: 'HTTP/1.1 299 Odd Reason\r\nVary: Origin\r\n\r\n',
      responseTrailers: 'X-Sum: 1\r\n',
    });
    const table = createTextTable();
    expect([odd, odd, record(2)].map(each => readExchange(each, table))).toEqual(
      [odd, odd, record(2)].map(each => readExchange(each)),
    );
    const { received, forwarded } = readExchange(record(3), table);
    expect(forwarded).toBe(received);
  });
});
