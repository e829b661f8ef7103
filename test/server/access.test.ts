import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './support/bench.ts';
import { head, headerOf, type RawAnswer, rawRequest } from './support/raw.ts';

let bench: Bench;
let own: string;

beforeAll(async () => {
  bench = await openBench();
  own = `127.0.0.1:${bench.port}`;
});
afterAll(() => bench.close());

interface Caller {
  readonly host?: string;
  readonly origin?: string;
  readonly token?: string;
  readonly fields?: readonly string[];
}

/** `OWN`, `TOKEN` and `PORT` stand for this corscope's own. */
function say(line: string, { host = 'OWN', origin, token, fields = [] }: Caller): Promise<RawAnswer> {
  const lines = [
    line,
    `Host: ${host}`,
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
    ...(token === undefined ? [] : [`Authorization: ${token}`]),
    ...fields,
    ...(fields.some(field => field.startsWith('Connection')) ? [] : ['Connection: close']),
  ];
  const own127 = (text: string) =>
    text.replace('OWN', own).replace('TOKEN', bench.corscope.token).replace('PORT', String(bench.port));
  return rawRequest(bench.port, head(...lines.map(own127)));
}

const RIGHT = 'Bearer TOKEN';

const CALLERS: readonly (Caller & { readonly desc: string; readonly status: number; readonly code?: string })[] = [
  { desc: 'no token', status: 401, code: 'no-token' },
  { desc: 'a wrong token', token: 'Bearer nonsense', status: 401, code: 'no-token' },
  { desc: 'a token with one more character', token: 'Bearer TOKENx', status: 401, code: 'no-token' },
  { desc: 'an empty bearer', token: 'Bearer', status: 401, code: 'no-token' },
  { desc: 'the token under another scheme', token: 'Basic TOKEN', status: 401, code: 'no-token' },
  { desc: 'the right token', token: RIGHT, status: 200 },
  { desc: 'the scheme in lower case', token: 'bearer TOKEN', status: 200 },
  { desc: 'localhost by name', host: 'localhost:PORT', token: RIGHT, status: 200 },
  { desc: 'localhost in capitals', host: 'LOCALHOST:PORT', token: RIGHT, status: 200 },
  { desc: 'loopback of IPv6', host: '[::1]:PORT', token: RIGHT, status: 200 },
  {
    desc: 'a rebound name: evil.example leads to 127.0.0.1, and its page holds that for same-origin',
    host: 'evil.example:PORT',
    origin: 'http://evil.example:PORT',
    token: RIGHT,
    status: 403,
    code: 'foreign-host',
  },
  { desc: 'a Host of another port', host: '127.0.0.1:1', token: RIGHT, status: 403, code: 'foreign-host' },
  { desc: 'a Host without a port', host: '127.0.0.1', token: RIGHT, status: 403, code: 'foreign-host' },
  { desc: 'a Host that begins right', host: 'OWN.evil.example', token: RIGHT, status: 403, code: 'foreign-host' },
  { desc: 'an empty Host', host: '', token: RIGHT, status: 403, code: 'foreign-host' },
  { desc: 'the own origin', origin: 'http://OWN', token: RIGHT, status: 200 },
  { desc: 'a foreign origin', origin: 'https://evil.example', token: RIGHT, status: 403, code: 'foreign-origin' },
  { desc: 'the null origin', origin: 'null', token: RIGHT, status: 403, code: 'foreign-origin' },
  { desc: 'the own origin under https', origin: 'https://OWN', token: RIGHT, status: 403, code: 'foreign-origin' },
  {
    desc: 'an origin of another port',
    origin: 'http://127.0.0.1:1',
    token: RIGHT,
    status: 403,
    code: 'foreign-origin',
  },
  {
    desc: 'a foreign page that sends no Origin',
    token: RIGHT,
    fields: ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'],
    status: 403,
    code: 'foreign-origin',
  },
  {
    desc: 'foreign host, foreign origin, no token: the host is named',
    host: 'a.b',
    origin: 'null',
    status: 403,
    code: 'foreign-host',
  },
];

function expectRefusal(answer: RawAnswer, code: string): void {
  const { error } = JSON.parse(answer.body) as { error: { code: string; message: string } };
  expect(Object.keys(error)).toEqual(['code', 'message']);
  expect(error.code).toBe(code);
  expect(error.message).not.toBe('');
}

describe('who may call the API', () => {
  it.each(CALLERS)('$desc: $status', async ({ status, code, ...caller }) => {
    const answer = await say('GET /api/health HTTP/1.1', caller);
    expect(answer.status).toBe(status);
    if (code !== undefined) expectRefusal(answer, code);
  });
});

const UPGRADE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
];

describe('who may watch the stream: refused before the upgrade', () => {
  const refused = CALLERS.filter(({ status }) => status !== 200);
  it.each(refused)('$desc: $status', async ({ status, code = '', fields = [], ...caller }) => {
    const answer = await say('GET /api/live HTTP/1.1', { ...caller, fields: [...UPGRADE, ...fields] });
    expect(answer.status).toBe(status);
    expectRefusal(answer, code);
  });

  it.each([
    { desc: 'a wrong token in the subprotocol', path: '/api/live', protocol: 'corscope.v1, token.wrong', status: 401 },
    { desc: 'another path', path: '/api/other', protocol: 'corscope.v1, token.TOKEN', status: 404 },
    { desc: 'a path that is no URL', path: '//', protocol: 'token.TOKEN', status: 404 },
    { desc: 'after that is no number', path: '/api/live?after=abc', protocol: 'token.TOKEN', status: 400 },
    { desc: 'a negative after', path: '/api/live?after=-1', protocol: 'token.TOKEN', status: 400 },
    { desc: 'half a number after', path: '/api/live?after=1.5', protocol: 'token.TOKEN', status: 400 },
    { desc: 'an empty after', path: '/api/live?after=', protocol: 'token.TOKEN', status: 400 },
  ])('$desc: $status', async ({ path, protocol, status }) => {
    const fields = [...UPGRADE, `Sec-WebSocket-Protocol: ${protocol}`];
    const answer = await say(`GET ${path} HTTP/1.1`, { fields });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toHaveProperty('error.code');
  });
});

describe('the page', () => {
  it.each([
    { desc: 'this machine', caller: {}, status: 200 },
    {
      desc: 'a link on another site',
      caller: { fields: ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate'] },
      status: 200,
    },
    { desc: 'a rebound name', caller: { host: 'evil.example:PORT' }, status: 403 },
    { desc: 'a foreign origin', caller: { origin: 'https://evil.example' }, status: 403 },
    {
      desc: 'a foreign page that loads it as a script',
      caller: { fields: ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: no-cors'] },
      status: 403,
    },
  ])('$desc: $status, and the token only where it is served', async ({ caller, status }) => {
    const answer = await say('GET / HTTP/1.1', caller);
    expect(answer.status).toBe(status);
    expect(answer.body.includes(bench.corscope.token)).toBe(status === 200);
  });

  it('is never stored, for the token stands in it', async () => {
    expect(headerOf(await say('GET / HTTP/1.1', {}), 'cache-control')).toBe('no-store');
  });
});

const ANSWERS: readonly { desc: string; line: string; caller: Caller }[] = [
  { desc: 'an answer', line: 'GET /api/health HTTP/1.1', caller: { token: RIGHT } },
  { desc: 'the page', line: 'GET / HTTP/1.1', caller: {} },
  { desc: 'an unknown file', line: 'GET /nothing.js HTTP/1.1', caller: {} },
  { desc: 'an unknown API path', line: 'GET /api/nothing HTTP/1.1', caller: { token: RIGHT } },
  { desc: 'a missing token', line: 'GET /api/health HTTP/1.1', caller: {} },
  { desc: 'a foreign host', line: 'GET /api/health HTTP/1.1', caller: { host: 'evil.example' } },
  {
    desc: 'a foreign origin',
    line: 'GET /api/health HTTP/1.1',
    caller: { origin: 'https://evil.example', token: RIGHT },
  },
  {
    desc: 'a preflight from a foreign page',
    line: 'OPTIONS /api/fixes HTTP/1.1',
    caller: { origin: 'https://evil.example', fields: ['Access-Control-Request-Method: POST'] },
  },
  {
    desc: 'a preflight from the own page',
    line: 'OPTIONS /api/fixes HTTP/1.1',
    caller: { origin: 'http://OWN', token: RIGHT, fields: ['Access-Control-Request-Method: DELETE'] },
  },
  { desc: 'a broken path', line: 'GET /api/exchanges/%zz HTTP/1.1', caller: { token: RIGHT } },
  { desc: 'a refused upgrade', line: 'GET /api/live HTTP/1.1', caller: { fields: UPGRADE } },
];

describe('headers of every answer of corscope’s own', () => {
  it.each(ANSWERS)('$desc: no CORS header, and the ones that protect it', async ({ line, caller }) => {
    const answer = await say(line, caller);
    expect(answer.headers.filter(([name]) => name.startsWith('access-control-'))).toEqual([]);
    expect(headerOf(answer, 'x-content-type-options')).toBe('nosniff');
    expect(headerOf(answer, 'x-frame-options')).toBe('DENY');
    expect(headerOf(answer, 'cross-origin-resource-policy')).toBe('same-origin');
    expect(headerOf(answer, 'cross-origin-opener-policy')).toBe('same-origin');
    expect(headerOf(answer, 'referrer-policy')).toBe('no-referrer');
    expect(headerOf(answer, 'content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headerOf(answer, 'x-powered-by')).toBeNull();
  });
});
