import { describe, expect, test } from 'vitest';
import { JsonBytes } from '../../proxy/record/json-bytes.ts';

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

const ROWS = [
  { desc: 'a request head', bytes: Buffer.from('GET /a?b="c" HTTP/1.1\r\nHost: a.test\r\n\r\n') },
  { desc: 'every byte there is', bytes: EVERY_BYTE },
  { desc: 'nothing', bytes: Buffer.alloc(0) },
  { desc: 'more than the first buffer holds, all of it escaped', bytes: Buffer.alloc(100_000, 1) },
];

describe('bytes as a JSON string', () => {
  test.each(ROWS)('$desc', ({ bytes }) => {
    const json = new JsonBytes();
    json.string(bytes, 0, bytes.length);
    expect(json.take().toString()).toBe(JSON.stringify(bytes.toString('latin1')));
  });

  test('what was taken stays as it was', () => {
    const json = new JsonBytes();
    json.raw('"é"');
    const first = json.take();
    json.raw('[1]');
    expect([first.toString(), json.take().toString(), json.take().length]).toEqual(['"é"', '[1]', 0]);
  });
});
