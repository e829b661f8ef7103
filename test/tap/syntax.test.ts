import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ExchangeRecord } from '../../shared/wire/exchange-record.ts';
import { linkBy } from './support/link.ts';
import { HOST, openStage, type Stage } from './support/stage.ts';
import { absolute, reverse, secureConnect, type Way } from './support/ways.ts';

const GET = `GET /t HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`;
const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

interface Row {
  readonly desc: string;
  readonly ways?: readonly Way[];
  readonly request?: string;
  readonly response?: string;
  readonly record?: Partial<ExchangeRecord>;
  /** What is seen of the message after this one on the same connection; absent: it passes too. */
  readonly next?: 'bytes only';
}

/** Messages that node's parser would refuse or that servers read in more than one way: they pass, and are noted. */
const ROWS: readonly Row[] = [
  {
    desc: 'an empty query',
    request: `GET /a? HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`,
  },
  { desc: 'empty path segments and escapes', request: `GET //a//%2f%2F/. HTTP/1.1\r\nHost: ${HOST}\r\n\r\n` },
  {
    desc: 'an asterisk as the target',
    ways: [reverse, secureConnect],
    request: `OPTIONS * HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`,
  },
  {
    desc: 'empty lines before the request',
    ways: [reverse, secureConnect],
    request: `\r\n\r\n${GET}`,
    record: { received: GET },
  },
  {
    desc: 'a bare LF in a response head',
    response: 'HTTP/1.1 200 OK\nA: 1\r\nContent-Length: 2\n\nok',
    record: { problems: ['bare-lf'], responseBody: { bytes: 2, kept: 2 } },
  },
  {
    desc: 'a bare LF in a request head',
    request: `GET /t HTTP/1.1\nHost: ${HOST}\n\n`,
    record: { problems: ['bare-lf'] },
  },
  {
    desc: 'a bare LF as the empty line alone',
    response: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\nok',
    record: { problems: ['bare-lf'], responseBody: { bytes: 2, kept: 2 } },
  },
  {
    desc: 'a folded line',
    request: `GET /t HTTP/1.1\r\nHost: ${HOST}\r\nX: 1\r\n\t 2\r\n\r\n`,
    response: 'HTTP/1.1 200 OK\r\nX: a\r\n b\r\n c\r\nContent-Length: 2\r\n\r\nok',
    record: { problems: ['obs-fold'] },
  },
  {
    desc: 'a folded length',
    response: 'HTTP/1.1 200 OK\r\nContent-Length:\r\n 2\r\n\r\nok',
    record: { problems: ['obs-fold'], responseBody: { bytes: 2, kept: 2 } },
  },
  {
    desc: 'a space before the colon',
    response: 'HTTP/1.1 200 OK\r\nX : 1\r\nContent-Length \t: 2\r\n\r\nok',
    record: { problems: ['space-before-colon'], responseBody: { bytes: 2, kept: 2 } },
  },
  {
    desc: 'a space before the colon of a length in a request',
    request: `POST /t HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length : 5\r\n\r\nhello`,
    record: { problems: ['space-before-colon'], requestBody: { bytes: 5, kept: 5 } },
  },
  {
    desc: 'a line without a colon',
    response: 'HTTP/1.1 200 OK\r\nnonsense\r\nContent-Length: 2\r\n\r\nok',
    record: { problems: ['line-without-colon'] },
  },
  {
    desc: 'a length beside chunked in a response',
    response: 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n',
    record: { problems: ['length-with-chunked'], responseBody: { bytes: 2, kept: 2 } },
  },
  {
    desc: 'a length beside chunked in a request',
    request: `POST /t HTTP/1.1\r\nHost: ${HOST}\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n2\r\nok\r\n0\r\n\r\n`,
    record: { problems: ['length-with-chunked'], requestBody: { bytes: 2, kept: 2 } },
  },
  {
    desc: 'the same length twice',
    response: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\ncontent-length:2\r\n\r\nok',
    record: { responseBody: { bytes: 2, kept: 2 } },
  },
  {
    desc: 'conflicting lengths in a response',
    response: 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok',
    record: { problems: ['conflicting-lengths'] },
    next: 'bytes only',
  },
  {
    desc: 'conflicting lengths in a request',
    request: `POST /t HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok`,
    record: { problems: ['conflicting-lengths'] },
    next: 'bytes only',
  },
  {
    desc: 'a length that is no number',
    response: 'HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok',
    record: { problems: ['invalid-length'] },
    next: 'bytes only',
  },
  {
    desc: 'a chunk size that is no number',
    response: 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n',
    record: { problems: ['invalid-chunk'] },
    next: 'bytes only',
  },
  {
    desc: 'chunk extensions, odd sizes and bare LFs',
    response:
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n0002 ; a="b;c"\r\nok\r\n0A\n0123456789\n0;last\r\n\r\n',
    record: { responseBody: { bytes: 12, kept: 12 } },
  },
  { desc: '204', response: 'HTTP/1.1 204 No Content\r\nX: 1\r\n\r\n' },
  {
    desc: '204 with a length',
    response: 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n',
    record: { responseBody: { bytes: 0, kept: 0 } },
  },
  { desc: 'a status line without a reason', response: 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok' },
  {
    desc: 'a response that is no HTTP',
    response: '220 smtp.test ESMTP\r\n',
    record: { problems: ['invalid-start-line'], returned: null },
    next: 'bytes only',
  },
  {
    desc: 'a status that is no number',
    response: 'HTTP/1.1 OK 200\r\nContent-Length: 2\r\n\r\nok',
    record: { problems: ['invalid-start-line'], returned: null },
    next: 'bytes only',
  },
  {
    desc: 'a request of HTTP/0.9',
    ways: [reverse, secureConnect],
    request: 'GET /t\r\n\r\n',
    response: 'plain words',
    record: { problems: ['invalid-start-line'], received: 'GET /t\r\n\r\n', returned: null },
    next: 'bytes only',
  },
  {
    desc: 'a request that is no HTTP',
    ways: [reverse, secureConnect],
    request: '\x00\x01\x02\xff',
    record: { problems: ['invalid-start-line'], received: '', returned: null },
    next: 'bytes only',
  },
  {
    desc: 'the preface of HTTP/2',
    ways: [reverse, secureConnect],
    request: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0',
    response: '\0\0\0\x04\0\0\0\0\0',
    record: { problems: ['invalid-start-line'], returned: null },
    next: 'bytes only',
  },
];

describe.each([reverse, absolute, secureConnect].map(way => ({ name: way.name, way })))('by $name', ({ way }) => {
  const rows = ROWS.filter(({ ways }) => ways === undefined || ways.includes(way));

  test.each(rows)('$desc', async ({ request = GET, response = OK, record, next }) => {
    const link = await linkBy(way, stage);
    link.ask(request);
    const upstream = await link.upstream();
    expect(await upstream.bytes(request.length)).toBe(request);
    upstream.send(response);
    expect(await link.client.bytes(response.length)).toBe(response);
    if (next === undefined) await passNext();
    upstream.end();
    await link.client.farewell();
    link.client.end();
    const seen = await link.exchange();
    expect(seen).toMatchObject({ outcome: { kind: 'answered' }, ...record });
    if (record?.problems === undefined) expect(seen.problems).toBeUndefined();

    async function passNext() {
      link.ask(GET);
      expect(await upstream.bytes(request.length + GET.length)).toBe(request + GET);
      upstream.send(EMPTY);
      expect(await link.client.bytes(response.length + EMPTY.length)).toBe(response + EMPTY);
    }
  });
});
