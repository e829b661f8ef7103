import { describe, expect, it } from 'vitest';
import { preflightLifetime } from '../../shared/cors/preflight-lifetime.ts';
import { readableHeaders, unreadableHeaders } from '../../shared/cors/readable-headers.ts';
import { checkTimingAllowOrigin } from '../../shared/cors/timing-allow-origin.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { exchangeOf, PAGE, preflightOf } from '../trace/exchange-of.ts';

const answered = (...answer: readonly HeaderLine[]) => exchangeOf({ id: 'e1', answer });

describe('checkTimingAllowOrigin', () => {
  it.each([
    [[], 'absent'],
    [['*'], 'allowed'],
    [[PAGE], 'allowed'],
    [[`https://a.example, ${PAGE}`], 'allowed'],
    [['https://a.example', PAGE], 'allowed'],
    [[`${PAGE}/`], 'denied'],
    [[''], 'denied'],
    [['null'], 'denied'],
  ] as const)('%j: %s', (values, result) => {
    const lines = values.map((value): HeaderLine => ['Timing-Allow-Origin', value]);
    const check = checkTimingAllowOrigin(answered(...lines), PAGE);
    expect(check.result).toBe(result);
    expect(check.lines).toHaveLength(values.length);
  });
});

describe('readableHeaders and unreadableHeaders', () => {
  it.each([
    { desc: 'without a word', expose: null, include: false, unreadable: ['x-a'] },
    { desc: 'by name, in any letter case', expose: 'X-a', include: true, unreadable: [] },
    { desc: 'a star', expose: '*', include: false, unreadable: [] },
    { desc: 'a star, with credentials', expose: '*', include: true, unreadable: ['x-a'] },
    { desc: 'a list that is none', expose: 'X-A;', include: false, unreadable: ['x-a'] },
  ])('$desc', ({ expose, include, unreadable }) => {
    const lines: HeaderLine[] = [
      ['X-A', '1'],
      ['Set-Cookie', 'a=b'],
      ['Content-Type', 'text/plain'],
    ];
    const exposing: HeaderLine[] = expose === null ? [] : [['Access-Control-Expose-Headers', expose]];
    const exchange = answered(...lines, ...exposing);
    const other = new Set(['access-control-expose-headers']);
    expect(unreadableHeaders(exchange, include).filter(name => !other.has(name))).toEqual(unreadable);
    const readable = ['content-type', ...(unreadable.length === 0 ? ['x-a'] : [])];
    expect(readableHeaders(exchange, include).filter(name => !other.has(name))).toEqual(readable);
  });
});

describe('preflightLifetime', () => {
  it.each([
    [null, 5, 'The browser may reuse this preflight response for 5 s, the default: it has no Access-Control-Max-Age'],
    ['600', 600, 'The browser may reuse this preflight response for 600 s: Access-Control-Max-Age `600`'],
    ['+10', 10, 'The browser may reuse this preflight response for 10 s: Access-Control-Max-Age `+10`'],
    ['0', 0, 'The browser does not cache this preflight response: Access-Control-Max-Age `0`'],
    ['-1', 0, 'The browser does not cache this preflight response: Access-Control-Max-Age `-1`'],
    [
      '10s',
      5,
      'The browser may reuse this preflight response for 5 s, the default: Access-Control-Max-Age `10s` is not a number of seconds',
    ],
    [
      '9223372036854775808',
      5,
      'The browser may reuse this preflight response for 5 s, the default: Access-Control-Max-Age `9223372036854775808` is too large a number',
    ],
    [
      '86400',
      7_200,
      'The browser may reuse this preflight response for 7200 s, Chromium’s maximum (Firefox: 86400 s): Access-Control-Max-Age `86400`',
    ],
    [
      '31536000',
      7_200,
      'The browser may reuse this preflight response for 7200 s, Chromium’s maximum (Firefox: 86400 s): Access-Control-Max-Age `31536000`',
    ],
  ] as const)('%s: %i s', (value, seconds, text) => {
    const answer: HeaderLine[] = value === null ? [] : [['Access-Control-Max-Age', value]];
    expect(preflightLifetime(preflightOf({ id: 'e1', answer }))).toMatchObject({ seconds, text });
  });
});
