import { describe, expect, it } from 'vitest';
import type { HeaderLine } from '../../shared/http/header-line.ts';
import { maskLine, maskLines } from '../../shared/http/mask.ts';
import { maskUrl, maskUrls } from '../../shared/http/mask-url.ts';

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
    {
      desc: 'a password in a Location goes',
      line: ['Location', 'https://ann:hunter2@api.lab.test/x?a=1'],
      value: 'https://***(11)@api.lab.test/x?a=1',
    },
    {
      desc: 'a token in a relative Location goes',
      line: ['Location', '/cb?state=s1&access_token=abc.def#top'],
      value: '/cb?state=s1&access_token=***(7)#top',
    },
    {
      desc: 'and one in its fragment',
      line: ['Location', 'https://app.lab.test/#id_token=abc&x=1'],
      value: 'https://app.lab.test/#id_token=***(3)&x=1',
    },
    { desc: 'an authorization code goes', line: ['Location', '/cb?code=abcdef'], value: '/cb?code=***(6)' },
    {
      desc: 'in a Referer',
      line: ['Referer', 'https://app.lab.test/?token=ab'],
      value: 'https://app.lab.test/?token=***(2)',
    },
    { desc: 'in a Content-Location', line: ['Content-Location', '/x?api_key=abc'], value: '/x?api_key=***(3)' },
    { desc: 'in a Refresh', line: ['Refresh', '5; url=/x?password=abc'], value: '5; url=/x?password=***(3)' },
    {
      desc: 'in every link of a Link',
      line: ['Link', '</a?sig=abc>; rel="next", <https://u:p@b.test/?jwt=xyz>; rel="prev"'],
      value: '</a?sig=***(3)>; rel="next", <https://***(3)@b.test/?jwt=***(3)>; rel="prev"',
    },
    { desc: 'in the URL that a proxy passes on', line: ['X-Original-URL', '/x?token=abc'], value: '/x?token=***(3)' },
    {
      desc: 'of a signed URL the signature',
      line: ['Location', 'https://s3.test/f?X-Amz-Signature=abc&X-Amz-Expires=60'],
      value: 'https://s3.test/f?X-Amz-Signature=***(3)&X-Amz-Expires=60',
    },
  ];

  it.each(rows)('$desc', ({ line, value }) => {
    expect(maskLine(line)).toEqual([line[0], value]);
  });

  it.each([
    ['Access-Control-Request-Headers', 'authorization,x-api-key'],
    ['WWW-Authenticate', 'Bearer realm="api"'],
    ['Origin', 'https://app.lab.test'],
    ['Content-Type', 'application/json'],
    ['Location', 'https://auth.lab.test/login?next=/orders&monkey=1'],
    ['Referer', 'https://app.lab.test/@ann/orders?page=2'],
    ['Link', '</style.css>; rel=preload; as=style'],
  ] as const)('leaves %s the same object', (name, value) => {
    const line = [name, value] as const;
    expect(maskLine(line)).toBe(line);
  });

  it('leaves a list without secrets the same object', () => {
    const lines: HeaderLine[] = [['Origin', 'https://app.lab.test']];
    expect(maskLines(lines)).toBe(lines);
  });
});

describe('maskUrls', () => {
  it('counts an encoded byte as one, so that a Location and the request that follows it stay alike', () => {
    expect(maskUrl('/cb?token=a b')).toBe('/cb?token=***(3)');
    expect(maskUrl('/cb?token=a%20b')).toBe('/cb?token=***(3)');
  });

  it('finds the URLs in a sentence', () => {
    expect(maskUrls('It led to `https://u:p@a.test/?token=abc`, which the browser refuses.')).toBe(
      'It led to `https://***(3)@a.test/?token=***(3)`, which the browser refuses.',
    );
  });

  it('masks what is masked already to itself', () => {
    const once = maskUrls('https://u:p@a.test/?token=abc');
    expect(maskUrls(once)).toBe(once);
  });
});
