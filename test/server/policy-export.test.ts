import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPolicyProblems, readApiPolicy } from '../../shared/audit/api-policy.ts';
import type { WrittenPolicy } from '../../shared/audit/policy-file.ts';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { answerWith } from './support/upstream.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({}, head => {
    if (head.startsWith('OPTIONS'))
      return answerWith('204 No Content', [
        `Access-Control-Allow-Origin: ${PAGE}`,
        'Access-Control-Allow-Methods: PUT',
        'Access-Control-Allow-Headers: x-tenant',
        'Access-Control-Max-Age: 300',
      ]);
    if (head.includes('/missing')) return answerWith('404 Not Found', []);
    return answerWith('200 OK', [`Access-Control-Allow-Origin: ${PAGE}`, 'Access-Control-Expose-Headers: ETag']);
  });
  const asks = ['Access-Control-Request-Method: PUT', 'Access-Control-Request-Headers: x-tenant'];
  await bench.through('/orders/7?token=secret', { method: 'OPTIONS', fields: [`Origin: ${PAGE}`, ...asks] });
  await bench.through('/orders/7?token=secret', { method: 'PUT', fields: [`Origin: ${PAGE}`, 'X-Tenant: a'] });
  await bench.through('/orders/8', { fields: ['Origin: https://admin.example.com', 'Cookie: sid=1'] });
  await bench.through('/missing');
  await bench.through('/own', { fields: [] });
});
afterAll(() => bench.close());

describe('GET /api/export?as=policy', () => {
  it('writes what pages asked for, a route each, as a policy that audit reads', async () => {
    const { apis } = await bench.json<{ apis: WrittenPolicy[] }>('/api/export?as=policy');
    expect(apis).toEqual([
      {
        url: `${bench.upstream.url}/orders/8`,
        origins: [PAGE, 'https://admin.example.com'],
        methods: ['GET', 'PUT'],
        headers: ['x-tenant'],
        exposed: ['etag'],
        credentials: true,
        maxAge: 300,
      },
      {
        url: `${bench.upstream.url}/missing`,
        origins: [PAGE],
        methods: ['GET'],
        credentials: true,
        errors: [{ status: 404, path: '/missing' }],
      },
    ]);
    for (const api of apis) expect(isPolicyProblems(readApiPolicy(api))).toBe(false);
  });

  it('keeps to what the filter lets through', async () => {
    const { apis } = await bench.json<{ apis: WrittenPolicy[] }>('/api/export?as=policy&filter=path:missing');
    expect(apis.map(({ methods }) => methods)).toEqual([['GET']]);
  });
});
