import { expect, test } from 'vitest';
import { EventLog } from '../../proxy/record/event-log.ts';
import { capture } from '../../proxy/record/recording.ts';
import { begin, lastSeq } from './recordings.ts';

const PAGE = '<html><body><h1>503 Service Unavailable</h1>';

const ROWS = [
  { desc: 'an error page', head: '503 X\r\nContent-Type: text/html', pieces: [PAGE], start: PAGE },
  {
    desc: 'one in several pieces',
    head: '404 X\r\nContent-Type: text/plain',
    pieces: ['no', ' ', 'way'],
    start: 'no way',
  },
  { desc: 'one without a type', head: '502 X', pieces: ['Bad Gateway'], start: 'Bad Gateway' },
  { desc: 'problem details', head: '401 X\r\ncontent-type: application/problem+json', pieces: ['{}'], start: '{}' },
  { desc: 'XML', head: '403 X\r\nContent-Type: application/xml', pieces: ['<Error>'], start: '<Error>' },
  { desc: 'bytes beyond ASCII', head: '500 X', pieces: ['\xe9\0"\\'], start: '\xe9\0"\\' },
  {
    desc: 'no more than 512 bytes',
    head: '500 X',
    pieces: ['a'.repeat(500), 'b'.repeat(500)],
    start: `${'a'.repeat(500)}${'b'.repeat(12)}`,
  },
  { desc: 'no answer that is no error', head: '399 X\r\nContent-Type: text/html', pieces: [PAGE], start: undefined },
  {
    desc: 'nothing encoded',
    head: '500 X\r\nContent-Encoding: gzip\r\nContent-Type: text/html',
    pieces: ['\x1f\x8b'],
    start: undefined,
  },
  { desc: 'no picture', head: '404 X\r\nContent-Type: image/png', pieces: ['PNG'], start: undefined },
  { desc: 'no empty body', head: '502 X\r\nContent-Type: text/html', pieces: [], start: undefined },
] satisfies { desc: string; head: string; pieces: string[]; start: string | undefined }[];

test.each(ROWS)('keeps the beginning of an error beside its heads: $desc', ({ head, pieces, start }) => {
  const log = new EventLog(2 * 1024 * 1024);
  const recording = begin(log, '/x');
  recording.returned = Buffer.from(`HTTP/1.1 ${head}\r\n\r\n`, 'latin1');
  for (const piece of pieces) {
    const chunk = Buffer.from(piece, 'latin1');
    capture(recording.responseBody, chunk, 0, chunk.length, 800);
  }
  expect(log.record('e1')?.errorStart).toBe(start);
  log.finish(recording);
  expect(log.record('e1')?.errorStart).toBe(start);
  const { bytes } = log.read(lastSeq(log) - 1, 1000);
  expect(JSON.parse(bytes.toString()).exchange.errorStart).toBe(start);
});

test('is there again after a session was read back, with its bodies or without', () => {
  const log = new EventLog(2 * 1024 * 1024);
  const recording = begin(log, '/x');
  recording.returned = Buffer.from('HTTP/1.1 404 X\r\n\r\n');
  capture(recording.responseBody, Buffer.from(PAGE), 0, PAGE.length, 800);
  log.finish(recording);
  const record = log.record('e1');
  if (record === null) throw new Error('nothing was recorded');
  const nothing = Buffer.alloc(0);
  log.restore({ ...record, id: 'e2' }, { request: nothing, response: Buffer.from(PAGE) });
  const adopted = log.adopt(record, { request: nothing, response: nothing });
  expect([log.record('e2')?.errorStart, log.record(adopted)?.errorStart]).toEqual([PAGE, PAGE]);
  expect([log.body('e2', 'response')?.toString(), log.body(adopted, 'response')?.length]).toEqual([PAGE, 0]);
});
