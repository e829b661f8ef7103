import { describe, expect, it } from 'vitest';
import { judge } from '../../shared/cors/judge.ts';
import type { JudgeHints } from '../../shared/cors/judge-hints.ts';
import { readableHeaders } from '../../shared/cors/readable-headers.ts';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { unsafeHeaderNames } from '../../shared/http/safelisted-request-header.ts';
import { createCollector } from '../../shared/trace/collect.ts';
import type { Exchange } from '../../shared/trace/exchange.ts';
import { exchangeOf, PAGE, preflightOf } from '../trace/exchange-of.ts';

/* Each row is what Chromium 156 did when it was given the same bytes. */

const HINTS: JudgeHints = { credentials: 'omit', redirect: 'follow', mode: 'cors' };

function ending(exchange: Exchange, hints: JudgeHints = HINTS): string {
  const collector = createCollector();
  collector.upsert(exchange);
  const [journey] = collector.journeys;
  if (journey === undefined) throw new Error('no journey');
  const { outcome, phase, code } = judge(journey, hints);
  return [outcome, phase, code].filter(Boolean).join(' ');
}

const allowing = (value: string) => exchangeOf({ id: 'e1', answer: [['Access-Control-Allow-Origin', value]] });
const latin1 = (text: string) => Buffer.from(text).toString('latin1');

describe('a value of Access-Control-Allow-Origin that is not the page', () => {
  it.each([
    { desc: 'a name beyond ASCII', value: latin1('https://bücher.example'), code: 'AllowOriginMismatch' },
    { desc: 'one in capitals', value: latin1('https://BÜCHER.example'), code: 'AllowOriginMismatch' },
    { desc: 'one percent-encoded', value: 'https://b%c3%bccher.example', code: 'AllowOriginMismatch' },
    { desc: 'a soft hyphen in it', value: latin1('https://a\u00adb.example'), code: 'AllowOriginMismatch' },
    { desc: 'a mark of direction in it', value: latin1('https://a\u202eb.example'), code: 'InvalidAllowOriginValue' },
    { desc: 'a line separator in it', value: latin1('https://a\u2028b.example'), code: 'InvalidAllowOriginValue' },
    { desc: 'an ellipsis in it', value: latin1('https://a\u2026b.example'), code: 'InvalidAllowOriginValue' },
    { desc: 'half a character', value: 'https://a\xe9b.example', code: 'InvalidAllowOriginValue' },
    { desc: 'a surrogate in UTF-8', value: 'https://\xed\xa0\x80.example', code: 'InvalidAllowOriginValue' },
    { desc: 'a space, encoded', value: 'https://a%20b', code: 'AllowOriginMismatch' },
    { desc: 'a tab, encoded', value: 'https://a%09b', code: 'InvalidAllowOriginValue' },
    { desc: 'another scheme, no host', value: 'foo:bar', code: 'AllowOriginMismatch' },
    { desc: 'another scheme, a bracket open', value: 'foo://[x', code: 'InvalidAllowOriginValue' },
    { desc: 'another scheme, no such port', value: 'foo://a:99999', code: 'InvalidAllowOriginValue' },
    { desc: 'another scheme, a port and no host', value: 'foo://:80', code: 'InvalidAllowOriginValue' },
    { desc: 'a file', value: 'file:///c:/x', code: 'AllowOriginMismatch' },
    { desc: 'a file at a port', value: 'file://a:80', code: 'InvalidAllowOriginValue' },
    { desc: 'a file system', value: 'filesystem:https://a/temporary', code: 'AllowOriginMismatch' },
    { desc: 'half a file system', value: 'filesystem:https://a', code: 'InvalidAllowOriginValue' },
  ])('$desc: $code', ({ value, code }) => {
    expect(ending(allowing(value))).toBe(`blocked actual ${code}`);
  });
});

describe('a redirect', () => {
  const to = (location: string, redirect: 'follow' | 'manual' = 'follow') =>
    ending(
      exchangeOf({
        id: 'e1',
        status: 302,
        answer: [
          ['Access-Control-Allow-Origin', PAGE],
          ['Location', location],
        ],
      }),
      { ...HINTS, redirect },
    );

  it.each([
    { location: 'ftp://api.example.com/', ends: 'blocked redirect CorsDisabledScheme' },
    { location: 'mailto:a@b', ends: 'blocked redirect CorsDisabledScheme' },
    { location: 'data:,x', ends: 'blocked redirect' },
    { location: 'chrome://version', ends: 'blocked redirect' },
    { location: 'chrome-extension://abc/x', ends: 'blocked redirect' },
    { location: 'devtools://x', ends: 'blocked redirect' },
    { location: 'view-source:https://api.example.com/', ends: 'blocked redirect' },
  ])('to $location', ({ location, ends }) => {
    expect(to(location)).toBe(ends);
    expect(to(location, 'manual')).toBe('allowed');
  });

  it.each(['https://a b/', 'https://a%20b/'])('to %s, which has a space in its host, is handed over', location => {
    expect(to(location, 'manual')).toBe('allowed');
  });

  it.each(['https://a<b/', 'https://[', 'filesystem:x'])('to %s, which is no URL, is not', location => {
    expect(to(location, 'manual')).toBe('blocked redirect');
  });

  it('of a preflight to a host with a space is refused by name', () => {
    const answer: HeaderLine[] = [['Location', 'https://a b/']];
    expect(ending(preflightOf({ id: 'e1', status: 302, answer }))).toBe(
      'blocked preflight PreflightDisallowedRedirect',
    );
  });
});

describe('status 407', () => {
  const allowed: HeaderLine[] = [['Access-Control-Allow-Origin', PAGE]];
  const [secure, plain] = ['https://api.example.com/x', 'http://api.example.com/x'];

  it.each([
    { desc: 'through a tunnel', url: secure, tap: 'proxy', ends: 'not-cors actual' },
    { desc: 'from a forward proxy', url: plain, tap: 'proxy', ends: 'allowed' },
    { desc: 'at a layer', url: plain, tap: 'gateway', ends: 'not-cors actual' },
    { desc: 'in a HAR', url: plain, tap: 'har', ends: 'not-cors actual' },
  ])('$desc: $ends', ({ url, tap, ends }) => {
    expect(ending(exchangeOf({ id: 'e1', url, status: 407, answer: allowed, more: { tap } }))).toBe(ends);
  });

  it('of a preflight has no word of CORS', () => {
    expect(ending(preflightOf({ id: 'e1', status: 407, answer: allowed }))).toBe('not-cors preflight');
  });
});

describe('Clear-Site-Data', () => {
  it.each([true, false])('cannot be read, exposed or not (credentials: %j)', include => {
    const answer: HeaderLine[] = [
      ['Access-Control-Expose-Headers', 'clear-site-data, *'],
      ['Clear-Site-Data', '"cache"'],
    ];
    expect(readableHeaders(exchangeOf({ id: 'e1', answer }), include)).not.toContain('clear-site-data');
  });
});

describe('a header that only Chromium takes for simple', () => {
  it.each([
    ['DPR', ['1', '1.5'], ['', '1.', '.5', '1x', '-1', 'a']],
    ['Downlink', ['10', '1.25'], ['', '1e3']],
    ['Device-Memory', ['8', '0.25'], ['', '8 GB']],
    ['RTT', ['50'], ['', '50.5']],
    ['Width', ['320'], ['', '320px']],
    ['Viewport-Width', ['320'], ['', '320.5']],
    ['ECT', ['slow-2g', '2g', '4g'], ['', '5g', '4G', '1']],
    ['Save-Data', ['on', 'ON'], ['', 'off', 'on, on']],
    ['Intervention', ['', 'x', '<https://a>'], ['x'.repeat(129)]],
    ['Range', ['bytes=0-9'], ['bytes=0-9223372036854775807', 'bytes=18446744073709551616-']],
  ] as const)('%s', (name, simple, unsafe) => {
    for (const value of simple) expect(unsafeHeaderNames([[name, value]]), value).toEqual([]);
    for (const value of unsafe) expect(unsafeHeaderNames([[name, value]]), value).toEqual([name.toLowerCase()]);
  });
});

describe('a 304 without CORS lines, after others had updated what was stored', () => {
  const again = { status: 304, headers: { Origin: PAGE, 'If-None-Match': '"1"' } };
  const first = exchangeOf({
    id: 'e1',
    answer: [
      ['ETag', '"1"'],
      ['Access-Control-Allow-Origin', PAGE],
    ],
  });

  it.each([
    { desc: 'none', between: [], ends: 'allowed' },
    { desc: 'one without CORS lines', between: [[]], ends: 'allowed' },
    { desc: 'another page’s', between: [['https://other.example']], ends: 'blocked actual AllowOriginMismatch' },
    { desc: 'another page’s, then a star', between: [['https://other.example'], ['*']], ends: 'allowed' },
    {
      desc: 'a star, then another page’s',
      between: [['*'], ['https://other.example']],
      ends: 'blocked actual AllowOriginMismatch',
    },
  ])('$desc: $ends', ({ between, ends }) => {
    const collector = createCollector();
    collector.upsert(first);
    for (const [index, values] of between.entries()) {
      const answer = values.map((value): HeaderLine => ['Access-Control-Allow-Origin', value]);
      collector.upsert(exchangeOf({ id: `e${index + 2}`, at: 20 * (index + 1), ...again, answer }));
    }
    collector.upsert(exchangeOf({ id: 'e9', at: 200, ...again }));
    const last = collector.journeys.at(-1);
    if (last === undefined) throw new Error('no journey');
    const { outcome, phase, code } = judge(last, HINTS);
    expect([outcome, phase, code].filter(Boolean).join(' ')).toBe(ends);
  });
});
