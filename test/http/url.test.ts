import { describe, expect, it } from 'vitest';
import { hrefOf, isTrustworthy, originOf, parseUrl, resolveUrl } from '../../shared/http/url.ts';

const TEXTS = [
  'https://app.example.com',
  'HTTPS://App.Example.com:443/a',
  'http://localhost:3000?',
  'https:\\\\app.example.com\\x',
  'https:app.example.com',
  'https://u@app.example.com',
  'https://app.example.com:/x',
  'https://app.example.com:99999',
  'https://app.example.com:x',
  'https://*.example.com',
  'https://www.example.com;',
  'https://a<b',
  'https://[::1]:8080',
  'https://[1:2:3:4:5:6:7:8]',
  'https://[1::2::3]',
  'https://[::ffff:1.2.3.4]',
  'https://[',
  'https://1.2.3',
  'https://256.1.1.1',
  'https://1.2.3.4.5',
  'https://0x7f.1',
  'https://ex%61mple.com',
  'https://ex%zzample.com',
  'https://',
  'https:///app.example.com',
  '//app.example.com',
  'app.example.com',
  'localhost:3000',
  '"https://app.example.com"',
  'null',
  '',
  '*',
  'about:blank',
  ' https://app.example.com ',
  'https://app.exa\tmple.com',
  'foo:x',
  'foo:// ',
  'foo://u@host:1/x?y',
  'foo://[x',
  'foo://[::1]:80',
  'foo://a:99999',
  'foo://a:b',
  'foo://a<b',
  'foo://a%zz',
  'foo://:80',
];

const REFERENCES = [
  '/a/../b/./c',
  '1',
  './1?x=1',
  '../up',
  '?q=1',
  '#frag',
  '//cdn.example.com/x y',
  'https://eu.example.com/ä"<>`{}',
  'https:relative',
  '\\back\\slash',
  '/a/%2e%2e/b',
  'https://:@eu.example.com/',
  'http://eu.example.com:80/?a=\'"b',
];

/** Node follows the URL standard: its word is the expectation, byte for byte. */
describe('URLs', () => {
  it.each(TEXTS)('reads %j as the standard does', text => {
    const url = parseUrl(text);
    expect(url !== null).toBe(URL.canParse(text));
    const serialised = url !== null && url.host !== '' && !url.host.startsWith('[::ffff');
    if (serialised) expect(originOf(url)).toBe(new URL(text).origin);
  });

  it('lets a space stand in a host, as Chromium does and the standard does not', () => {
    const url = parseUrl('https://a b%20c/x');
    expect(url && hrefOf(url)).toBe('https://a%20b%20c/x');
  });

  it.each(REFERENCES)('resolves %j as the standard does', reference => {
    const base = 'https://api.example.com/v1/orders?page=2';
    const parsed = parseUrl(base);
    const expected = new URL(reference, base);
    const url = parsed === null ? null : resolveUrl(parsed, Buffer.from(reference).toString('latin1'));
    expect(url && hrefOf(url)).toBe(`${expected.origin}${expected.pathname}${expected.search}`);
    expect(url?.userinfo).toBe(expected.username !== '' || expected.password !== '');
  });

  it.each([
    ['https://api.example.com', true],
    ['http://localhost:8080', true],
    ['http://app.localhost', true],
    ['http://127.0.0.1', true],
    ['http://[::1]:1', true],
    ['http://api.example.com', false],
    ['http://localhost.example.com', false],
  ])('%s may be trusted: %s', (text, trusted) => {
    const url = parseUrl(text);
    expect(url !== null && isTrustworthy(url)).toBe(trusted);
  });
});
