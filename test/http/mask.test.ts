import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { maskLine, maskLines } from '../../shared/http/mask.ts';

describe('maskLine', () => {
  const rows: { desc: string; line: HeaderLine; value: string }[] = [
    { desc: 'the scheme stays', line: ['authorization', 'Bearer abc.def.ghi'], value: 'Bearer •••(11)' },
    {
      desc: 'all parameters of a scheme go',
      line: ['Authorization', 'Digest username="a", uri="/"'],
      value: 'Digest •••(21)',
    },
    { desc: 'a value without a scheme goes', line: ['Proxy-Authorization', 'abcdef'], value: '•••(6)' },
    { desc: 'cookie names stay', line: ['Cookie', 'sid=abc; theme=dark'], value: 'sid=•••(3); theme=•••(4)' },
    { desc: 'a cookie without a name goes', line: ['Cookie', 'sid=abc; loose'], value: 'sid=•••(3); •••(5)' },
    { desc: 'an equals sign in a cookie’s value goes with it', line: ['Cookie', 'a=b=c'], value: 'a=•••(3)' },
    {
      desc: 'attributes of a cookie stay',
      line: ['Set-Cookie', 'sid=abc; Path=/; SameSite=None; Secure'],
      value: 'sid=•••(3); Path=/; SameSite=None; Secure',
    },
    { desc: 'a deleted cookie is nothing secret', line: ['Set-Cookie', 'sid=; Max-Age=0'], value: 'sid=; Max-Age=0' },
    { desc: 'an API key goes', line: ['X-Api-Key', 'k-123'], value: '•••(5)' },
    { desc: 'a token of any name goes', line: ['X-Amz-Security-Token', 'abc'], value: '•••(3)' },
  ];

  it.each(rows)('$desc', ({ line, value }) => {
    expect(maskLine(line)).toEqual([line[0], value]);
  });

  it.each([
    ['Access-Control-Request-Headers', 'authorization,x-api-key'],
    ['WWW-Authenticate', 'Bearer realm="api"'],
    ['Origin', 'https://app.lab.test'],
    ['Content-Type', 'application/json'],
  ] as const)('leaves %s the same object', (name, value) => {
    const line = [name, value] as const;
    expect(maskLine(line)).toBe(line);
  });

  it('leaves a list without secrets the same object', () => {
    const lines: HeaderLine[] = [['Origin', 'https://app.lab.test']];
    expect(maskLines(lines)).toBe(lines);
  });
});
