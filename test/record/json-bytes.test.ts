import { describe, expect, test } from 'vitest';
import { asciiBytes, JsonBytes } from '../../proxy/record/json-bytes.ts';

const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

const ROWS = [
  { desc: 'a request head', bytes: Buffer.from('GET /a?b="c" HTTP/1.1\r\nHost: a.test\r\n\r\n') },
  { desc: 'every byte there is', bytes: EVERY_BYTE },
  { desc: 'nothing', bytes: Buffer.alloc(0) },
  { desc: 'more than the first buffer holds, all of it escaped', bytes: Buffer.alloc(100_000, 1) },
];

describe('JSON as bytes', () => {
  test.each(ROWS)('$desc as a string', ({ bytes }) => {
    const json = new JsonBytes();
    json.string(bytes, 0, bytes.length);
    expect(json.take().toString()).toBe(JSON.stringify(bytes.toString('latin1')));
  });

  const NUMBERS = [0, 7, 10, 4096, 2 ** 32, 2 ** 53 - 1, 2 ** 53 + 2, 1e21, -0, -1, -0.001];
  const TIMES = [0.001, 0.01, 0.1, 0.5, 0.12, 0.999, 10.05, 1763800000000.123, 1763800000000.5, 1 / 3, 1e-7, 12.3456];
  const NO_NUMBERS = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

  test.each([...NUMBERS, ...TIMES, ...NO_NUMBERS])('%d as a number', value => {
    const json = new JsonBytes();
    json.number(value);
    expect(json.take().toString()).toBe(JSON.stringify(value));
  });

  test('JSON that is ready, text and bytes, in the order in which it was written', () => {
    const json = new JsonBytes();
    json.ready(asciiBytes('{"a":'));
    json.number(1);
    json.raw(',"ü":"€"');
    json.ready(asciiBytes('}'));
    expect(json.length).toBe(Buffer.byteLength('{"a":1,"ü":"€"}'));
    expect(json.take().toString()).toBe('{"a":1,"ü":"€"}');
  });

  test('memory given back is written to again, and holds nothing of before', () => {
    const json = new JsonBytes();
    json.raw('"first, and long"');
    const first = json.take();
    json.raw('"second"');
    const second = json.take();
    json.giveBack(first);
    json.raw('"third"');
    const third = json.take();
    json.raw('"fourth"');
    const fourth = json.take();
    expect([second, third, fourth].map(String)).toEqual(['"second"', '"third"', '"fourth"']);
    expect(fourth.buffer).toBe(first.buffer);
    expect(third.buffer).not.toBe(first.buffer);
  });

  test('nothing that was taken and given back does no harm', () => {
    const json = new JsonBytes();
    json.giveBack(json.take());
    json.raw('[1]');
    expect([json.take(), json.take()].map(String)).toEqual(['[1]', '']);
  });

  test('what was taken stays as it was', () => {
    const json = new JsonBytes();
    json.raw('"é"');
    const first = json.take();
    json.raw('[1]');
    expect([first.toString(), json.take().toString(), json.take().length]).toEqual(['"é"', '[1]', 0]);
  });
});
