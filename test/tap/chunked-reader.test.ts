import { expect, test } from 'vitest';
import { ChunkedReader } from '../../proxy/tap/chunked-reader.ts';

const KB = 1024;

const ROWS = [
  { desc: 'an empty body', body: '0\r\n\r\n', state: 'done' },
  { desc: 'a size without digits', body: ';a\r\n', state: 'broken' },
  { desc: 'a size with a sign', body: '+1\r\n', state: 'broken' },
  { desc: 'a size with 0x', body: '0x1\r\n', state: 'broken' },
  { desc: 'a size over 48 bits', body: 'fffffffffffff\r\n', state: 'broken' },
  { desc: 'a chunk longer than its size', body: '1\r\nab\r\n', state: 'broken' },
  { desc: 'a bare CR after the size', body: '1\ra\r\n', state: 'broken' },
  { desc: 'an endless size line', body: `1;${'a'.repeat(20 * KB)}`, state: 'broken' },
  { desc: 'a long extension', body: `1;${'a'.repeat(10 * KB)}\r\nx\r\n0\r\n\r\n`, state: 'done' },
  { desc: 'an endless trailer', body: `0\r\n${'a'.repeat(300 * KB)}`, state: 'broken' },
  { desc: 'endless trailers', body: `0\r\n${'A: 1\r\n'.repeat(60 * KB)}`, state: 'broken' },
  { desc: 'many trailers', body: `0\r\n${'A: 1\r\n'.repeat(10 * KB)}\r\n`, state: 'done' },
];

test.each(ROWS)('$desc: $state, whole and in pieces', ({ body, state }) => {
  for (const size of [body.length, 1000, 1]) {
    const reader = new ChunkedReader({ payload: () => undefined });
    for (let at = 0; at < body.length; at += size) {
      const chunk = Buffer.from(body.slice(at, at + size));
      if (reader.read(chunk, 0) < chunk.length) break;
    }
    expect({ done: reader.done, broken: reader.broken }).toEqual({
      done: state === 'done',
      broken: state === 'broken',
    });
  }
});
