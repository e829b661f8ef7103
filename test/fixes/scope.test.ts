import { describe, expect, it } from 'vitest';
import type { Fix } from '../../shared/fixes/fix.ts';
import { compileFixes } from '../../shared/fixes/scope.ts';
import { compileWildcard } from '../../shared/fixes/wildcard.ts';
import { exampleFix, get, preflight } from './heads.ts';

const URL = 'https://api.lab.test/orders/7?full=1';

describe('compileFixes', () => {
  const rows: { desc: string; fix: Partial<Fix>; get: boolean; preflight: boolean }[] = [
    { desc: 'no scope at all', fix: {}, get: true, preflight: true },
    { desc: 'switched off', fix: { enabled: false }, get: false, preflight: false },
    { desc: 'this tap', fix: { tap: 'proxy' }, get: true, preflight: true },
    { desc: 'another tap', fix: { tap: 'gateway' }, get: false, preflight: false },
    { desc: 'this origin', fix: { when: { origin: 'https://app.lab.test' } }, get: true, preflight: true },
    {
      desc: 'an origin with a slash',
      fix: { when: { origin: 'https://app.lab.test/' } },
      get: false,
      preflight: false,
    },
    { desc: 'a URL pattern', fix: { when: { url: 'https://api.lab.test/orders/*' } }, get: true, preflight: true },
    {
      desc: 'a URL without its query',
      fix: { when: { url: 'https://api.lab.test/orders/7' } },
      get: false,
      preflight: false,
    },
    { desc: 'phase preflight', fix: { when: { phase: 'preflight' } }, get: false, preflight: true },
    { desc: 'phase actual', fix: { when: { phase: 'actual' } }, get: true, preflight: false },
    { desc: 'phase any', fix: { when: { phase: 'any' } }, get: true, preflight: true },
    {
      desc: 'the method that the preflight asks for',
      fix: { when: { methods: ['PUT'] } },
      get: false,
      preflight: true,
    },
    { desc: 'the method as sent', fix: { when: { methods: ['GET'] } }, get: true, preflight: false },
    { desc: 'a status, which is compared later', fix: { when: { status: '404' } }, get: true, preflight: true },
  ];

  it.each(rows)('$desc', ({ fix, ...matched }) => {
    const matcher = compileFixes([exampleFix(fix)]);
    expect(matcher({ tap: 'proxy', url: URL, received: get() })).toHaveLength(matched.get ? 1 : 0);
    expect(matcher({ tap: 'proxy', url: URL, received: preflight() })).toHaveLength(matched.preflight ? 1 : 0);
  });

  it('keeps the order of the fixes', () => {
    const matcher = compileFixes([exampleFix({ id: 'f2' }), exampleFix({ id: 'f1' })]);
    expect(matcher({ tap: 'proxy', url: URL, received: get() }).map(({ id }) => id)).toEqual(['f2', 'f1']);
  });
});

describe('compileWildcard', () => {
  it.each([
    { pattern: 'abc', text: 'abc', fits: true },
    { pattern: 'abc', text: 'abcd', fits: false },
    { pattern: '*', text: '', fits: true },
    { pattern: 'a*', text: 'abc', fits: true },
    { pattern: '*c', text: 'abc', fits: true },
    { pattern: 'a*c', text: 'ac', fits: true },
    { pattern: 'ab*bc', text: 'abc', fits: false },
    { pattern: 'a*b*c', text: 'a-c-b-c', fits: true },
    { pattern: 'a*b*c', text: 'a-c', fits: false },
    { pattern: 'a**c', text: 'abc', fits: true },
    { pattern: 'a.c', text: 'abc', fits: false },
  ])('$pattern and "$text": $fits', ({ pattern, text, fits }) => {
    expect(compileWildcard(pattern)(text)).toBe(fits);
  });
});
