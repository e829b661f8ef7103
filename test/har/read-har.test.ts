import { describe, expect, it } from 'vitest';
import { type Exchange, exchangeUrl } from '../../shared/trace/exchange.ts';
import { readExchange } from '../../shared/wire/exchange-record.ts';
import { readHar } from '../../shared/wire/har/read-har.ts';

const REQUEST = { method: 'GET', url: 'https://api.lab.test/items', headers: [] };

/** The exchange of a HAR with one entry. */
function read(entry: object): Exchange {
  const [record] = readHar({ log: { entries: [entry] } })?.records ?? [];
  if (record === undefined) throw new Error('nothing was read');
  return readExchange(record);
}

describe('readHar: where a request went', () => {
  it.each([
    { desc: 'the scheme’s port left away', url: 'https://API.lab.test:443/x', read: 'https://API.lab.test/x' },
    { desc: 'another port', url: 'http://api.lab.test:8080/x', read: 'http://api.lab.test:8080/x' },
    { desc: 'no path', url: 'https://api.lab.test?q=1', read: 'https://api.lab.test/?q=1' },
    { desc: 'a fragment', url: 'https://api.lab.test/x?q=1#top', read: 'https://api.lab.test/x?q=1' },
    { desc: 'a user name and password', url: 'https://u:p@api.lab.test/x', read: 'https://api.lab.test/x' },
    { desc: 'an IPv6 address', url: 'http://[::1]:3000/x', read: 'http://[::1]:3000/x' },
    { desc: 'a WebSocket', url: 'wss://api.lab.test/x', read: 'https://api.lab.test/x' },
    {
      desc: 'characters beyond latin-1',
      url: 'https://api.lab.test/é€',
      read: 'https://api.lab.test/\u00c3\u00a9\u00e2\u0082\u00ac',
    },
  ])('$desc', ({ url, read: expected }) => {
    expect(exchangeUrl(read({ request: { ...REQUEST, url } }))).toBe(expected);
  });

  it.each(['data:text/plain,x', 'blob:https://app.lab.test/1', 'chrome-extension://abc/x.js', 'about:blank'])(
    '%s never was on a network',
    url => {
      expect(readHar({ log: { entries: [{ request: { ...REQUEST, url } }] } })).toEqual({
        records: [],
        witnesses: [],
        probes: [],
        problems: [],
      });
    },
  );
});

describe('readHar: headers', () => {
  it.each([
    {
      desc: 'order, letter case and doubles',
      given: [
        ['B', '1'],
        ['a', '2'],
        ['b', '1'],
      ],
      lines: [
        ['B', '1'],
        ['a', '2'],
        ['b', '1'],
      ],
    },
    {
      desc: 'pseudo-headers are the start line',
      given: [
        [':authority', 'x'],
        ['accept', '*/*'],
      ],
      lines: [['accept', '*/*']],
    },
    {
      desc: 'several lines in one value',
      given: [['Set-Cookie', 'a=1\nb=2']],
      lines: [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ],
    },
    { desc: 'an empty value', given: [['Vary', '']], lines: [['Vary', '']] },
    { desc: 'a value that is a number', given: [['Age', 7]], lines: [['Age', '7']] },
    {
      desc: 'a header without a name',
      given: [
        [null, 'x'],
        ['', 'y'],
        ['a', 'z'],
      ],
      lines: [['a', 'z']],
    },
  ])('$desc', ({ given, lines }) => {
    const headers = given.map(([name, value]) => ({ name, value }));
    const exchange = read({ request: { ...REQUEST, headers }, response: { status: 200, headers } });
    expect(exchange.received.lines).toEqual(lines);
    expect(exchange.delivered?.lines).toEqual(lines);
  });

  it('adds the Location that an exporter keeps in redirectURL alone', () => {
    const response = { status: 302, headers: [], redirectURL: 'https://api.lab.test/new' };
    expect(read({ request: REQUEST, response }).delivered?.lines).toEqual([['Location', 'https://api.lab.test/new']]);
  });

  it.each([
    ['h2', 'HTTP/2'],
    ['http/2.0', 'HTTP/2.0'],
    ['HTTP/1.0', 'HTTP/1.0'],
    ['', 'HTTP/1.1'],
    ['unknown', 'HTTP/1.1'],
  ])('version %s is %s', (httpVersion, version) => {
    expect(read({ request: { ...REQUEST, httpVersion } }).received.version).toBe(version);
  });
});

describe('readHar: how it ended', () => {
  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'dns'],
    ['NS_ERROR_UNKNOWN_HOST', 'dns'],
    ['net::ERR_CONNECTION_REFUSED', 'refused'],
    ['net::ERR_ADDRESS_UNREACHABLE', 'unreachable'],
    ['net::ERR_INTERNET_DISCONNECTED', 'unreachable'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'tls'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls'],
    ['net::ERR_CONNECTION_RESET', 'reset'],
    ['net::ERR_EMPTY_RESPONSE', 'reset'],
    ['net::ERR_CONNECTION_CLOSED', 'reset'],
    ['net::ERR_TIMED_OUT', 'timeout'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
    ['net::ERR_HTTP2_PROTOCOL_ERROR', 'protocol'],
    ['net::ERR_INVALID_HTTP_RESPONSE', 'protocol'],
    ['net::ERR_RESPONSE_HEADERS_TOO_BIG', 'too-large'],
    ['Server disconnected.', 'reset'],
  ])('%s: %s', (_error, reason) => {
    const exchange = read({ request: REQUEST, response: { status: 0, headers: [], _error } });
    expect(exchange.outcome).toEqual({ kind: 'failed', reason, detail: _error });
    expect(exchange.delivered).toBeNull();
  });

  it.each([
    { desc: 'given up', response: { status: 0, _error: 'net::ERR_ABORTED' }, kind: 'aborted' },
    {
      desc: 'kept back by an extension',
      response: { status: 0, _error: 'net::ERR_BLOCKED_BY_CLIENT' },
      kind: 'aborted',
    },
    { desc: 'refused, and not told', response: { status: 0, _error: 'net::ERR_FAILED' }, kind: 'hidden' },
    { desc: 'no reason at all', response: { status: 0, _error: null }, kind: 'hidden' },
    { desc: 'no response at all', response: null, kind: 'hidden' },
    { desc: 'refused, and told', response: { status: 200, _error: 'net::ERR_FAILED' }, kind: 'answered' },
    {
      desc: 'headers without a status',
      response: { status: 0, headers: [{ name: 'a', value: 'b' }] },
      kind: 'answered',
    },
    {
      desc: 'cut in the middle',
      response: { status: 200, _error: 'net::ERR_CONTENT_LENGTH_MISMATCH' },
      kind: 'failed',
    },
    { desc: 'an odd status', response: { status: 99 }, kind: 'answered' },
  ])('$desc: $kind', ({ response, kind }) => {
    expect(read({ request: REQUEST, response }).outcome.kind).toBe(kind);
  });
});

describe('readHar: the beginning of an error', () => {
  const page = '<h1>503</h1>';
  const html = [{ name: 'content-type', value: 'text/html' }];
  it.each([
    { desc: 'its text', response: { status: 503, headers: html, content: { text: page } }, start: page },
    {
      desc: 'its text, which the recorder decoded',
      response: { status: 503, headers: [{ name: 'Content-Encoding', value: 'gzip' }], content: { text: page } },
      start: page,
    },
    { desc: 'UTF-8 bytes', response: { status: 404, content: { text: '€' } }, start: '\xe2\x82\xac' },
    {
      desc: '512 bytes at most',
      response: { status: 404, content: { text: 'x'.repeat(600) } },
      start: 'x'.repeat(512),
    },
    { desc: 'nothing of base64', response: { status: 404, content: { text: 'AAAA', encoding: 'base64' } } },
    { desc: 'nothing of what is no error', response: { status: 200, headers: html, content: { text: page } } },
    { desc: 'nothing where there is no text', response: { status: 503, headers: html, content: null } },
  ])('$desc', ({ response, start }) => {
    expect(read({ request: REQUEST, response }).errorStart).toBe(start);
  });
});

describe('readHar: what the page asked for', () => {
  it.each([
    {
      desc: 'the Fetch standard’s words',
      members: { _credentials: 'omit', _mode: 'cors', _redirect: 'error' },
      asked: { credentials: 'omit', mode: 'cors', redirect: 'error' },
    },
    { desc: 'other tools’ words', members: { _credentials: true, _mode: 'quirks' }, asked: undefined },
    { desc: 'a WebSocket by its type', members: { _resourceType: 'websocket' }, asked: { mode: 'websocket' } },
  ])('$desc', ({ members, asked }) => {
    expect(read({ request: REQUEST, ...members }).asked).toEqual(asked);
  });
});

describe('readHar: entries that cannot be read', () => {
  it('names them and reads the others', () => {
    const entries = [{ request: REQUEST }, { request: { url: 'https://x.test/' } }, 'x', { request: REQUEST }];
    const har = readHar({ log: { entries } });
    expect(har?.records.map(({ id }) => id)).toEqual(['e1', 'e2']);
    expect(har?.problems).toEqual([
      expect.stringContaining('entry 2: request.method: '),
      expect.stringContaining('entry 3: '),
    ]);
  });

  it.each([
    { desc: 'no entry can be read', value: { log: { entries: [{}, 1] } } },
    { desc: 'entries are no list', value: { log: { entries: {} } } },
    { desc: 'there is no log', value: { entries: [] } },
    { desc: 'it is no object', value: [] },
  ])('null where $desc', ({ value }) => {
    expect(readHar(value)).toBeNull();
  });

  it('an empty log is a HAR', () => {
    expect(readHar({ log: { entries: [] } })).toEqual({ records: [], witnesses: [], probes: [], problems: [] });
  });
});
