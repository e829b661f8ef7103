import { describe, expect, test } from 'vitest';
import { showBody } from '../../dashboard/lib/body.ts';
import { changeSummary } from '../../dashboard/lib/changes.ts';
import { fitUrl } from '../../dashboard/lib/fit-url.ts';
import { byteSize, duration, middle, spansOf, splitUrl } from '../../dashboard/lib/text.ts';

test('a sentence is taken apart at its backticks', () => {
  expect(spansOf('is `a`; wants `b`')).toEqual([
    { text: 'is ', code: false },
    { text: 'a', code: true },
    { text: '; wants ', code: false },
    { text: 'b', code: true },
  ]);
});

test('a long text keeps both ends', () => {
  expect(middle('/orders/7/items', 9)).toBe('/orde…ems');
  expect(middle('/orders/7', 9)).toBe('/orders/7');
});

test('a URL without a path has the root', () => {
  expect(splitUrl('https://api.test')).toEqual({ scheme: 'https://', host: 'api.test', path: '/' });
  expect(splitUrl('*')).toEqual({ scheme: '', host: '', path: '*' });
});

test('sizes and durations are short', () => {
  expect([byteSize(999), byteSize(4812), byteSize(2_500_000)]).toEqual(['999 B', '4.8 kB', '2.5 MB']);
  expect([duration(0.8), duration(23.4), duration(1500)]).toEqual(['0.8 ms', '23 ms', '1.50 s']);
});

describe('a URL in a narrow column', () => {
  const rows: readonly (readonly [desc: string, host: string, path: string, room: number, shown: string])[] = [
    ['fits', 'api.test', '/me', 20, 'api.test|/me'],
    ['gives up its host first', 'api.lab.test', '/orders/7', 16, 'api.la…|/orders/7'],
    ['then the query', 'api.lab.test', '/orders?page=2', 14, 'api.…|/orders?…'],
    ['then the middle of its path, never its end', 'api.lab.test', '/a/very/long/one.json', 14, 'api…|/a/ve…json'],
  ];
  test.each(rows)('%s', (_desc, host, path, room, shown) => {
    const fitted = fitUrl(host, path, room);
    expect(`${fitted.host}|${fitted.path}`).toBe(shown);
    expect(fitted.host.length + fitted.path.length).toBeLessThanOrEqual(room);
  });
});

test('what a hop did is summed up by kind', () => {
  expect(changeSummary(['added', 'changed', 'added'])).toBe('+ 2 Δ');
});

describe('a body', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);

  test('of JSON is laid out', () => {
    expect(showBody(bytes('{"a":1}')).text).toBe('{\n  "a": 1\n}');
  });

  test('that only looks like JSON stays as it is', () => {
    expect(showBody(bytes('{a')).text).toBe('{a');
  });

  test('that is not text says so', () => {
    expect(showBody(new Uint8Array([0, 1, 2])).text).toBeNull();
    expect(showBody(new Uint8Array([0xff, 0xfe])).text).toBeNull();
  });

  test('is cut for the screen, also within a character', () => {
    const shown = showBody(bytes(`a${'é'.repeat(15_000)}`));
    expect(shown.cut).toBe(true);
    expect(shown.text?.endsWith('é')).toBe(true);
  });
});
