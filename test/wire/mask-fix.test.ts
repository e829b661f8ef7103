import { parse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { FixDraftSchema } from '../../shared/fixes/fix.ts';
import { maskFix } from '../../shared/wire/mask-fix.ts';
import { exampleFix } from '../fixes/heads.ts';

describe('maskFix', () => {
  it('hides the secrets of values, and leaves a fix that can be read again', () => {
    const fix = exampleFix({
      do: [
        { op: 'request-set', header: 'Authorization', value: 'Bearer topsecret' },
        { op: 'request-set', header: 'X-Api-Key', value: 'topsecret' },
        { op: 'add', header: 'Set-Cookie', value: 'sid=topsecret; Secure' },
        { op: 'set', header: 'Vary', value: 'Origin' },
      ],
    });
    const masked = maskFix(fix);
    expect(JSON.stringify(masked)).not.toContain('topsecret');
    expect(masked.do[2]).toMatchObject({ value: expect.stringMatching(/^sid=.*; Secure$/) });
    expect(masked.do[3]).toBe(fix.do[3]);
    expect(parse(FixDraftSchema, masked)).toEqual(masked);
  });

  it('leaves a fix without secrets the same object', () => {
    const fix = exampleFix({
      do: [
        { op: 'cookie', name: 'sid', set: { secure: true } },
        { op: 'answer', status: 204 },
      ],
    });
    expect(maskFix(fix)).toBe(fix);
  });
});
