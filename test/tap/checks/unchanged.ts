import { expect } from 'vitest';
import type { ExchangeRecord } from '../../../shared/wire/exchange-record.ts';
import { HOST } from '../support/stage.ts';
import { type Check, passUnchanged } from './check.ts';

interface Unchanged {
  readonly desc: string;
  readonly request?: string;
  readonly response?: string;
  /** What the record says beside its heads. */
  readonly record?: Partial<ExchangeRecord>;
}

const GET = `GET /t?x=1 HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: https://app.corscope.test\r\n\r\n`;
const EMPTY = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';
const NOTHING = { bytes: 0, kept: 0 };
const LATIN1 = Array.from({ length: 96 }, (_, index) => String.fromCharCode(0xa0 + index)).join('');

/** An exchange said and answered in one go: bytes in, the same bytes out. */
const ROWS: readonly Unchanged[] = [
  {
    desc: '304 with Content-Length',
    request: `GET /t HTTP/1.1\r\nHost: ${HOST}\r\nIf-None-Match: "a"\r\n\r\n`,
    response: 'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Length: 1234\r\n\r\n',
    record: { responseBody: NOTHING },
  },
  {
    desc: 'two Access-Control-Allow-Origin lines stay two',
    response:
      'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://a.test\r\nVary: Origin\r\n' +
      // what follows Node's HTTP/2 would not even send twice
      'access-control-allow-origin: *\r\nVary: Accept\r\nAccess-Control-Allow-Credentials: true\r\n' +
      'Access-Control-Allow-Credentials: true\r\nAccess-Control-Max-Age: 0\r\nAccess-Control-Max-Age: 600\r\n' +
      'Content-Length: 2\r\n\r\nok',
    record: { responseBody: { bytes: 2, kept: 2 } },
  },
  {
    desc: 'letter case and order of the response',
    response:
      'HTTP/1.1 200 OK\r\nx-LAST: 1\r\nContent-Length: 2\r\nDATE: never\r\nset-cookie: b=2\r\nServer:none\r\n' +
      'Set-Cookie:   a=1  \r\nA: \r\n\r\nok',
  },
  {
    desc: 'letter case, order and duplicates of the request',
    request:
      `GET /t HTTP/1.1\r\nx-dup: 1\r\naccept: */*\r\nHOST: ${HOST}\r\nCookie: a=1\r\nX-Dup:2\r\ncookie: b=2\r\n` +
      'User-Agent: x\r\nConnection: keep-alive\r\nX-dup:  3 \r\n\r\n',
  },
  {
    desc: 'OPTIONS is not altered',
    request:
      `OPTIONS /t HTTP/1.1\r\nHost: ${HOST}\r\nOrigin: https://app.corscope.test\r\n` +
      'Access-Control-Request-Method: PUT\r\n\r\n',
    response: 'HTTP/1.1 204 No Content\r\nAccess-Control-Allow-Origin: *\r\n\r\n',
    record: { requestBody: NOTHING, responseBody: NOTHING },
  },
  {
    desc: '103 Early Hints',
    response: `HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nX-odd: 1\r\n\r\n${EMPTY}`,
    record: {
      returned: EMPTY,
      interim: ['HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\nX-odd: 1\r\n\r\n'],
    },
  },
  {
    desc: 'trailers of the response',
    response:
      'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n2\r\nok\r\n0\r\nX-Sum: 1\r\nx-sum:2\r\n\r\n',
    record: { responseTrailers: 'X-Sum: 1\r\nx-sum:2\r\n', responseBody: { bytes: 2, kept: 2 } },
  },
  {
    desc: 'trailers of the request',
    request:
      `POST /t HTTP/1.1\r\nHost: ${HOST}\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n` +
      '3;a=b\r\nabc\r\n00\r\nX-Sum: 7\r\n\r\n',
    record: { requestTrailers: 'X-Sum: 7\r\n', requestBody: { bytes: 3, kept: 3 } },
  },
  {
    desc: 'HEAD',
    request: `HEAD /t HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`,
    response: 'HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n',
    record: { responseBody: NOTHING },
  },
  {
    desc: 'Content-Length stays',
    response: 'HTTP/1.1 200 OK\r\ncontent-length: 0000005\r\n\r\nhello',
    record: { responseBody: { bytes: 5, kept: 5 } },
  },
  {
    desc: 'raw bytes of the path',
    request: `GET /t/path/%2F/../a|b[1]{}?q='"&&x=%zz HTTP/1.1\r\nHost: ${HOST}\r\n\r\n`,
  },
  {
    desc: 'WebSocket refused with a body',
    request: `GET /ws HTTP/1.1\r\nHost: ${HOST}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
    response: 'HTTP/1.1 403 Forbidden\r\nContent-Length: 4\r\n\r\nnope',
  },
  { desc: 'latin-1 in the response', response: `HTTP/1.1 200 OK\r\nX: ${LATIN1}\r\nContent-Length: 0\r\n\r\n` },
  { desc: 'latin-1 in the request', request: `GET /ü?ß HTTP/1.1\r\nHost: ${HOST}\r\nX: ${LATIN1}\r\n\r\n` },
  {
    desc: 'a control byte in a response header',
    response: 'HTTP/1.1 200 OK\r\nX: a\x01b\x7f\x00c\r\nContent-Length: 0\r\n\r\n',
  },
  {
    desc: 'a long head in the request',
    request: `GET /t HTTP/1.1\r\nHost: ${HOST}\r\nX-20: ${'a'.repeat(20_000)}\r\nX-60: ${'b'.repeat(60_000)}\r\n\r\n`,
  },
  {
    desc: 'a long head in the response',
    response: `HTTP/1.1 200 OK\r\nX-20: ${'a'.repeat(20_000)}\r\nX-60: ${'b'.repeat(60_000)}\r\nContent-Length: 0\r\n\r\n`,
  },
  { desc: 'the reason phrase', response: 'HTTP/1.1 299 Fine, thank  you \r\nContent-Length: 0\r\n\r\n' },
  {
    desc: 'GET with a body',
    request: `GET /t HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 5\r\n\r\nhello`,
    record: { requestBody: { bytes: 5, kept: 5 } },
  },
];

export const UNCHANGED: readonly Check[] = ROWS.map(({ desc, request = GET, response = EMPTY, record = {} }) => ({
  desc,
  async run(link) {
    const interim = record.interim?.join('').length ?? 0;
    const seen = await passUnchanged(link, request, response, interim);
    expect(seen).toMatchObject(record);
    expect(seen.problems).toBeUndefined();
  },
}));
