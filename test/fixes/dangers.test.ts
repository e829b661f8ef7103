import { describe, expect, it } from 'vitest';
import { dangersOf, isUnsafe } from '../../shared/fixes/dangers.ts';
import type { Fix, Operation } from '../../shared/fixes/fix.ts';
import { exampleFix } from './heads.ts';

const set = (name: string, value: string): Operation => ({
  op: 'set',
  header: `Access-Control-Allow-${name}`,
  value,
});
const CREDENTIALS = set('Credentials', 'true');
const APP = { origin: 'https://app.lab.test' };

describe('dangersOf', () => {
  const rows: { desc: string; fix: Partial<Fix>; dangers: string[]; unsafe: boolean }[] = [
    {
      desc: 'whoever asks, with credentials',
      fix: { do: [set('Origin', '{origin}'), CREDENTIALS] },
      dangers: ['any-origin-with-credentials'],
      unsafe: true,
    },
    { desc: 'whoever asks', fix: { do: [set('Origin', '{origin}')] }, dangers: ['any-origin'], unsafe: true },
    {
      desc: 'one origin, with credentials',
      fix: { when: APP, do: [set('Origin', '{origin}'), CREDENTIALS] },
      dangers: [],
      unsafe: false,
    },
    {
      desc: 'one origin by name',
      fix: { do: [set('Origin', 'https://app.lab.test'), CREDENTIALS] },
      dangers: [],
      unsafe: false,
    },
    { desc: 'a star', fix: { do: [set('Origin', '*')] }, dangers: ['star'], unsafe: false },
    {
      desc: 'a star with credentials',
      fix: { do: [set('Origin', '*'), CREDENTIALS] },
      dangers: ['star-with-credentials'],
      unsafe: true,
    },
    { desc: 'null', fix: { do: [set('Origin', 'null')] }, dangers: ['null-origin'], unsafe: true },
    {
      desc: 'the origin of a sandboxed page',
      fix: { when: { origin: 'null' }, do: [set('Origin', '{origin}')] },
      dangers: ['null-origin'],
      unsafe: true,
    },
    {
      desc: 'a page over plain http',
      fix: { do: [set('Origin', 'http://app.lab.test'), CREDENTIALS] },
      dangers: ['plain-http-origin'],
      unsafe: false,
    },
    {
      desc: 'a page of this machine',
      fix: { do: [set('Origin', 'http://localhost:3000'), CREDENTIALS] },
      dangers: [],
      unsafe: false,
    },
    {
      desc: 'a host that only begins like this machine',
      fix: { do: [set('Origin', 'http://localhost.evil.test'), CREDENTIALS] },
      dangers: ['plain-http-origin'],
      unsafe: false,
    },
    {
      desc: 'any header and any method',
      fix: { do: [set('Headers', '{request-headers}'), set('Methods', '*')] },
      dangers: ['any-header', 'any-method'],
      unsafe: true,
    },
    {
      desc: 'a list with a star in it',
      fix: { do: [set('Headers', 'x-a, *')] },
      dangers: ['any-header'],
      unsafe: true,
    },
    {
      desc: 'what one page asks for',
      fix: { when: APP, do: [set('Headers', '{request-headers}')] },
      dangers: [],
      unsafe: false,
    },
    {
      desc: 'a protection gone',
      fix: { do: [{ op: 'remove', header: 'content-security-policy' }] },
      dangers: ['protection-removed'],
      unsafe: true,
    },
    {
      desc: 'a header that protects nothing gone',
      fix: { do: [{ op: 'remove', header: 'Server' }] },
      dangers: [],
      unsafe: false,
    },
    {
      desc: 'a token sent along',
      fix: { do: [{ op: 'request-set', header: 'authorization', value: 'Bearer x' }] },
      dangers: ['acts-for-everybody'],
      unsafe: true,
    },
    {
      desc: 'a cookie for other sites',
      fix: { do: [{ op: 'cookie', name: 'sid', set: { sameSite: 'None', secure: true } }] },
      dangers: ['cookie-sent-by-any-site'],
      unsafe: false,
    },
    {
      desc: 'a cookie that scripts can read',
      fix: { do: [{ op: 'cookie', name: 'sid', set: { httpOnly: false } }] },
      dangers: ['cookie-readable'],
      unsafe: true,
    },
    {
      desc: 'redirects followed',
      fix: { do: [{ op: 'follow-redirect' }] },
      dangers: ['follows-anywhere'],
      unsafe: false,
    },
    {
      desc: 'an error made a success',
      fix: { do: [{ op: 'status', value: 200 }] },
      dangers: ['error-hidden'],
      unsafe: false,
    },
    {
      desc: 'a preflight’s error made a success',
      fix: { when: { phase: 'preflight' }, do: [{ op: 'status', value: 204 }] },
      dangers: [],
      unsafe: false,
    },
  ];

  it.each(rows)('$desc', ({ fix, dangers, unsafe }) => {
    const found = dangersOf(exampleFix(fix));
    expect(found.map(({ kind }) => kind)).toEqual(dangers);
    expect(isUnsafe(exampleFix(fix))).toBe(unsafe);
    for (const { sentence } of found) expect(sentence).toMatch(/^[A-Z`a-z].*\.$/);
  });
});
