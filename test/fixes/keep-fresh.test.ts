import { describe, expect, it } from 'vitest';
import { askAnew, keepOutOfCaches } from '../../shared/fixes/keep-fresh.ts';
import { parseRequestHead, parseResponseHead } from '../../shared/http/head.ts';
import { get, preflight, response } from './heads.ts';

describe('askAnew', () => {
  it('takes the validators off a GET, and names them as they stood', () => {
    const head = parseRequestHead('GET /a HTTP/1.1\nif-none-match: "1"\nHost: a\nIf-Modified-Since: x');
    expect(askAnew(head)).toEqual({
      head: parseRequestHead('GET /a HTTP/1.1\nHost: a'),
      change: { by: 'asked-anew', head: 'forwarded', names: ['if-none-match', 'If-Modified-Since'] },
    });
  });

  it.each([
    { desc: 'a GET without any', text: 'GET /a HTTP/1.1\nHost: a' },
    { desc: 'a PUT that must not overwrite', text: 'PUT /a HTTP/1.1\nIf-None-Match: *' },
  ])('leaves $desc alone', ({ text }) => {
    const head = parseRequestHead(text);
    expect(askAnew(head)).toEqual({ head, change: null });
    expect(askAnew(head).head).toBe(head);
  });
});

describe('keepOutOfCaches', () => {
  const rows = [
    {
      desc: 'an answer to a GET',
      request: get(),
      before: 'HTTP/1.1 200 OK\ncache-control: max-age=600\nETag: "1"\nCache-Control: public',
      after: 'HTTP/1.1 200 OK\nCache-Control: no-store\nETag: "1"',
      change: { by: 'answer-not-stored', head: 'delivered', names: ['Cache-Control'] },
    },
    {
      desc: 'an answer to a preflight',
      request: preflight(),
      before: 'HTTP/1.1 204 No Content\nAccess-Control-Max-Age: 600',
      after: 'HTTP/1.1 204 No Content\nAccess-Control-Max-Age: 0',
      change: { by: 'preflight-not-kept', head: 'delivered', names: ['Access-Control-Max-Age'] },
    },
  ];

  it.each(rows)('$desc', ({ request, before, after, change }) => {
    expect(keepOutOfCaches(request, parseResponseHead(before))).toEqual({ head: parseResponseHead(after), change });
  });

  it.each([
    { desc: 'what is not to be stored anyway', request: get(), head: response(200, [['Cache-Control', 'no-store']]) },
    { desc: 'an answer to a PUT', request: { ...get(), method: 'PUT' }, head: response(200, []) },
    { desc: 'an upgrade', request: get(), head: response(101, []) },
  ])('leaves $desc alone', ({ request, head }) => {
    expect(keepOutOfCaches(request, head).head).toBe(head);
    expect(keepOutOfCaches(request, head).change).toBeNull();
  });
});
