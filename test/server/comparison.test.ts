import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Difference } from '../../shared/findings/compare/compare.ts';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { answerWith } from './support/upstream.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({}, head =>
    head.startsWith('GET /good')
      ? answerWith('200 OK', [`Access-Control-Allow-Origin: ${PAGE}`, 'Vary: Origin'])
      : answerWith('500 Internal Server Error', []),
  );
  await bench.through('/good');
  await bench.through('/bad');
});

afterAll(() => bench.close());

describe('comparing by the API', () => {
  it('two journeys of the session', async () => {
    const { differences } = await bench.json<{ differences: Difference[] }>('/api/compare?a=j1&b=j2');
    expect(differences.find(({ field }) => field === 'status')).toMatchObject({ a: '200', b: '500', matters: true });
  });

  it('the session with a capture of another', async () => {
    const capture = await (await bench.api('/api/export?as=capture')).text();
    const answer = await bench.api('/api/compare', {
      method: 'POST',
      headers: { Authorization: `Bearer ${bench.corscope.token}` },
      body: capture,
    });
    const { routes } = (await answer.json()) as { routes: { route: string; differences: unknown[] }[] };
    expect(routes).toMatchObject([
      { route: 'GET /good', differences: [] },
      { route: 'GET /bad', differences: [] },
    ]);
  });

  it('the policy of each API', async () => {
    const { apis } = await bench.json<{ apis: { rows: { cells: object }[]; contradictions: { text: string }[] }[] }>(
      '/api/matrix',
    );
    expect(apis[0]?.rows).toHaveLength(2);
    expect(apis[0]?.contradictions[0]?.text).toContain('`GET /good`');
  });

  it.each([
    { desc: 'a journey that is none', path: '/api/compare?a=j1&b=j99', status: 404 },
    { desc: 'one journey alone', path: '/api/compare?a=j1', status: 400 },
  ])('says what is wrong: $desc', async ({ path, status }) => {
    expect((await bench.api(path)).status).toBe(status);
  });
});
