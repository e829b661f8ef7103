import { describe, expect, it } from 'vitest';
import { hrefOf } from '../../shared/http/url.ts';
import { exchangeUrl } from '../../shared/trace/exchange.ts';
import { redirectOf } from '../../shared/trace/redirect.ts';
import { readExchange } from '../../shared/wire/exchange-record.ts';
import { writeHar } from '../../shared/wire/har/write-har.ts';
import { maskRecord } from '../../shared/wire/mask-record.ts';
import { record } from '../wire/records.ts';

const SECRETS = {
  received: 'GET / HTTP/1.1\r\nHost: api.lab.test\r\nCookie: sid=topsecret\r\nAuthorization: Bearer topsecret\r\n\r\n',
  forwarded: 'GET / HTTP/1.1\r\nHost: api.lab.test\r\nX-Api-Key: topsecret\r\n\r\n',
  returned: 'HTTP/1.1 200 OK\r\nSet-Cookie: sid=topsecret; SameSite=None; Secure\r\n\r\n',
  delivered: 'HTTP/1.1 200 OK\r\nSet-Cookie: other=topsecret\r\n\r\n',
  interim: ['HTTP/1.1 103 Early Hints\r\nX-Token: topsecret\r\n\r\n'],
  requestTrailers: 'X-Token: topsecret\r\n',
  responseTrailers: 'X-Signature: topsecret\r\n',
  errorStart: '{"token":"topsecret"}',
  followed: [
    {
      url: 'https://api.lab.test/next',
      upstream: null,
      forwarded: 'GET /next HTTP/1.1\r\nCookie: sid=topsecret\r\n\r\n',
      returned: 'HTTP/1.1 200 OK\r\nSet-Cookie: sid=topsecret\r\n\r\n',
    },
  ],
};

describe('maskRecord', () => {
  it('leaves no secret anywhere in the record, nor in a HAR of it', () => {
    const masked = maskRecord(record(1, SECRETS));
    expect(JSON.stringify(masked)).not.toContain('topsecret');
    expect(JSON.stringify(writeHar({ records: [masked], witnesses: [] }, '1.0.0'))).not.toContain('topsecret');
  });

  it('leaves what verdicts rest on: the header, cookie names, attributes', () => {
    const { received, returned } = readExchange(maskRecord(record(1, SECRETS)));
    expect(received.lines).toContainEqual(['Cookie', 'sid=···(9)']);
    expect(received.lines).toContainEqual(['Authorization', 'Bearer ···(9)']);
    expect(returned?.lines).toEqual([['Set-Cookie', 'sid=···(9); SameSite=None; Secure']]);
  });

  it('leaves no secret in a URL, and a redirect leads where its next request went', () => {
    const target = '/cb?code=topsecret&access_token=topsecret%20x';
    const first = record(1, {
      received: 'GET /login?password=topsecret HTTP/1.1\r\nHost: api.lab.test\r\n\r\n',
      returned: `HTTP/1.1 302 Found\r\nLocation: https://ann:topsecret@api.lab.test${target}\r\n\r\n`,
      followed: [
        {
          url: `https://api.lab.test${target}`,
          upstream: null,
          forwarded: `GET ${target} HTTP/1.1\r\n\r\n`,
          returned: null,
        },
      ],
    });
    const next = record(2, { received: `GET ${target} HTTP/1.1\r\nHost: api.lab.test\r\n\r\n` });
    const masked = [maskRecord(first), maskRecord(next)];
    expect(JSON.stringify(masked)).not.toContain('topsecret');
    expect(JSON.stringify(writeHar({ records: masked, witnesses: [] }, '1.0.0'))).not.toContain('topsecret');
    const [from, to] = masked.map(record => readExchange(record));
    const redirect = from === undefined ? null : redirectOf(from);
    expect(redirect?.target && hrefOf(redirect.target)).toBe(to && exchangeUrl(to));
    expect(redirect?.target?.userinfo).toBe(true);
  });

  it('leaves a NUL, which makes the answer a network error', () => {
    const returned = 'HTTP/1.1 200 OK\r\nSet-Cookie: sid=a\0b\r\n\r\n';
    expect(maskRecord(record(1, { returned })).returned).toContain('\0');
  });

  it('leaves heads without a secret byte for byte, and no body', () => {
    const before = record(1, { received: 'GET / HTTP/1.1\nhost:api.lab.test\n\n', returned: null });
    expect(maskRecord(before)).toEqual({ ...before, responseBody: { bytes: 2, kept: 0 } });
  });
});
