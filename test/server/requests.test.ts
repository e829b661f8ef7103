import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bench, openBench } from './support/bench.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
  await bench.through('/orders');
});
afterAll(() => bench.close());

const ALLOW = { title: 'Allow', do: [{ op: 'set', header: 'Access-Control-Allow-Origin', value: '{origin}' }] };

interface Row {
  readonly desc: string;
  readonly path: string;
  readonly method?: string;
  readonly type?: string;
  readonly body?: string;
  readonly status: number;
  readonly code: string;
  readonly says: string | RegExp;
}

/** A request that a script gets wrong; `says` is what would be right. */
const ROWS: readonly Row[] = [
  {
    desc: 'POST to what is read',
    path: '/api/journeys?limit=1',
    method: 'POST',
    status: 405,
    code: 'method-not-allowed',
    says: '/api/journeys is asked with GET, not POST',
  },
  { desc: 'GET of what is sent', path: '/api/what-if', status: 405, code: 'method-not-allowed', says: 'POST' },
  {
    desc: 'PUT of the session',
    path: '/api/session',
    method: 'PUT',
    status: 405,
    code: 'method-not-allowed',
    says: 'DELETE',
  },
  { desc: 'GET of one fix', path: '/api/fixes/f1', status: 405, code: 'method-not-allowed', says: 'PATCH or DELETE' },
  {
    desc: 'DELETE of a journey',
    path: '/api/journeys/j1',
    method: 'DELETE',
    status: 405,
    code: 'method-not-allowed',
    says: 'GET',
  },
  { desc: 'POST to the dashboard', path: '/', method: 'POST', status: 405, code: 'method-not-allowed', says: 'GET' },
  {
    desc: 'an address that there is not',
    path: '/api/nothing',
    method: 'POST',
    status: 404,
    code: 'not-found',
    says: '/api',
  },
  {
    desc: 'a fix as a form',
    path: '/api/fixes',
    method: 'POST',
    type: 'text/plain',
    body: '{}',
    status: 415,
    code: 'not-json',
    says: /application\/json.*text\/plain/,
  },
  {
    desc: 'a fix that does not say what it is',
    path: '/api/fixes',
    method: 'POST',
    body: '{}',
    status: 415,
    code: 'not-json',
    says: 'application/json',
  },
  {
    desc: 'a probe as XML',
    path: '/api/probe',
    method: 'POST',
    type: 'application/xml',
    body: '<a/>',
    status: 415,
    code: 'not-json',
    says: 'application/json',
  },
  {
    desc: 'a fix that is no JSON',
    path: '/api/fixes',
    method: 'POST',
    type: 'application/json',
    body: '{',
    status: 400,
    code: 'bad-json',
    says: 'not JSON',
  },
  {
    desc: 'an empty fix',
    path: '/api/fixes',
    method: 'POST',
    type: 'application/json',
    body: '{}',
    status: 400,
    code: 'bad-fix',
    says: 'title: it is missing; do: it is missing',
  },
  {
    desc: 'a fix with a slip in each part',
    path: '/api/fixes',
    method: 'POST',
    type: 'application/json',
    body: JSON.stringify({ title: 1, when: { phase: 'x' }, do: [{ op: 'zap' }], foo: 2 }),
    status: 400,
    code: 'bad-fix',
    says: /^title: 1 is not a text; when\.phase: "x" is not one of "preflight", "actual", "any"; do\.0\.op: "zap" is not one of "set", .*; foo: nothing of that name is read$/,
  },
  {
    desc: 'a status out of range',
    path: '/api/fixes',
    method: 'POST',
    type: 'application/json',
    body: JSON.stringify({ ...ALLOW, do: [{ op: 'status', value: 99 }] }),
    status: 400,
    code: 'bad-fix',
    says: 'do.0.value: 99 is out of range: >=200',
  },
  {
    desc: 'a supposition of what is not recorded',
    path: '/api/what-if',
    method: 'POST',
    type: 'application/json',
    body: JSON.stringify({ fixes: [ALLOW], journeys: ['j1', 'j99'] }),
    status: 400,
    code: 'bad-what-if',
    says: 'no journey j99',
  },
  {
    desc: 'two limits',
    path: '/api/journeys?limit=1&limit=2',
    status: 400,
    code: 'bad-query',
    says: 'limit is given more than once',
  },
  {
    desc: 'two filters',
    path: '/api/export?as=har&filter=a&filter=b',
    status: 400,
    code: 'bad-query',
    says: 'filter is given more than once',
  },
  {
    desc: 'a limit in hexadecimal',
    path: '/api/journeys?limit=0x10',
    status: 400,
    code: 'bad-limit',
    says: '1 to 10000',
  },
  { desc: 'half a limit', path: '/api/journeys?limit=1e1', status: 400, code: 'bad-limit', says: '1 to 10000' },
];

describe('a request that is wrong', () => {
  it.each(ROWS)('$desc: $status $code', async ({ path, method = 'GET', type, body, status, code, says }) => {
    const headers = {
      Authorization: `Bearer ${bench.corscope.token}`,
      ...(type === undefined ? {} : { 'Content-Type': type }),
    };
    // a string would be called text/plain by fetch itself
    const sent = body === undefined ? {} : { body: Buffer.from(body) };
    const response = await bench.api(path, { method, headers, ...sent });
    expect(response.status).toBe(status);
    const problem = (await response.json()) as { error: { code: string; message: string } };
    expect(problem).toEqual({ error: { code, message: expect.stringMatching(says) as string } });
    expect(response.headers.has('allow')).toBe(status === 405);
  });

  it('names the methods that the address does take', async () => {
    for (const path of ['/api/health', '/api/fixes', '/api/journeys/j1/path', '/api/import', '/api/session']) {
      const refused = await bench.api(path, { method: 'PUT' });
      expect(refused.status, path).toBe(405);
      for (const method of refused.headers.get('allow')?.split(', ') ?? []) {
        const taken = await bench.api(path, { method });
        await taken.arrayBuffer();
        expect([404, 405], `${method} ${path}`).not.toContain(taken.status);
      }
    }
  });
});
