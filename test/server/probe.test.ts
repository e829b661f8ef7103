import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeReport } from '../../shared/probe/probe-report.ts';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { answerWith } from './support/upstream.ts';

let bench: Bench;
let heads: string[];

beforeAll(async () => {
  heads = [];
  bench = await openBench({}, head => {
    heads.push(head);
    return answerWith('200 OK', [`Access-Control-Allow-Origin: ${PAGE}`, 'Vary: Origin'], 'hello');
  });
});

afterAll(() => bench.close());

async function probe(
  body: unknown,
): Promise<{ status: number; body: ProbeReport & { error: { code: string; message: string } } }> {
  const response = await bench.send('POST', '/api/probe', body);
  return { status: response.status, body: await response.json() };
}

describe('POST /api/probe', () => {
  it('answers as the command prints', async () => {
    const { status, body } = await probe({ url: `${bench.upstream.url}/orders`, origins: [PAGE] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ event: 'probe', outcome: 'allowed', rungs: [{ name: 'upstream', reached: true }] });
    expect(body.rungs[0]?.answers).toHaveLength(16);
    expect(body.rungs[0]?.journeys).toMatchObject([{ facts: { pageOrigin: PAGE, method: 'GET' } }]);
    expect(body.checks.find(({ id }) => id === 'app.explicit')).toMatchObject({ result: 'pass' });
  });

  it('takes layers as text and as objects', async () => {
    const via = [`gateway=${bench.upstream.url}`, { name: 'app', url: bench.upstream.url }];
    const { body } = await probe({ url: 'http://api.example.com/', via, dryRun: true });
    expect(body).toMatchObject({
      dryRun: true,
      rungs: [{ name: 'gateway' }, { name: 'app', address: bench.upstream.url }],
    });
  });

  it('asks a request of the session again', async () => {
    await bench.through('/invoices', { method: 'PUT', fields: [`Origin: ${PAGE}`, 'X-Tenant: seven'], body: 'x' });
    const { journeys } = await bench.json<{ journeys: { id: string }[] }>('/api/journeys?filter=method:PUT');
    const { body } = await probe({ journey: journeys.at(-1)?.id, dryRun: true });
    expect(body.url).toBe(`${bench.upstream.url}/invoices`);
    expect(body.plan[0]?.headers).toContainEqual(['Access-Control-Request-Method', 'PUT']);
    expect(body.plan[0]?.headers).toContainEqual(['Access-Control-Request-Headers', 'x-tenant']);
    expect(body.plan.map(({ method }) => method)).not.toContain('PUT');
    const allowed = await probe({ journey: journeys.at(-1)?.id, dryRun: true, allowUnsafe: true });
    expect(allowed.body.plan.map(({ method }) => method)).toContain('PUT');
  });

  it('keeps its requests out of the record', async () => {
    const { exchanges: before } = await bench.json<{ exchanges: number }>('/api/health');
    await probe({ url: `${bench.upstream.url}/orders` });
    expect(await bench.json('/api/health')).toMatchObject({ exchanges: before });
  });

  const WRONG = [
    { desc: 'no URL', body: {}, code: 'bad-probe', names: ['"url"', '"journey"'] },
    { desc: 'no object', body: [], code: 'bad-probe', names: [''] },
    { desc: 'a journey that is not there', body: { journey: 'j999' }, code: 'bad-probe', names: ['no journey j999'] },
    {
      desc: 'wrong types and wrong values, all at once',
      body: {
        url: 'http://a.test/',
        origins: ['x/'],
        methods: 'GET',
        via: ['y'],
        headers: ['X-A: b\r\nX-C: d'],
        frob: 1,
      },
      code: 'bad-probe',
      names: ['methods', 'frob', 'origins: "x/"', 'via: "y"', 'headers: "X-A: b'],
    },
    { desc: 'another scheme', body: { url: 'file:///etc/passwd' }, code: 'bad-probe', names: ['http or https'] },
    {
      desc: 'too many',
      body: { url: 'http://a.test/', maxRequests: 3 },
      code: 'too-many-requests',
      names: ['15 requests', '"maxRequests": 15'],
    },
  ];

  it.each(WRONG)('refuses $desc', async ({ body, code, names }) => {
    const asked = heads.length;
    const { status, body: answer } = await probe(body);
    expect(status).toBe(400);
    expect(answer.error.code).toBe(code);
    for (const name of names) expect(answer.error.message).toContain(name);
    expect(heads).toHaveLength(asked);
  });

  it('is not for pages', async () => {
    const init = { method: 'POST', body: '{"url":"http://a.test/"}' };
    expect((await bench.api('/api/probe', { ...init, headers: {} })).status).toBe(401);
    const headers = { Authorization: `Bearer ${bench.corscope.token}`, Origin: 'https://evil.example' };
    expect((await bench.api('/api/probe', { ...init, headers })).status).toBe(403);
  });
});
