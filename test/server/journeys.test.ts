import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JourneyReport } from '../../shared/findings/report.ts';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { answerWith } from './support/upstream.ts';

interface Page {
  readonly journeys: readonly JourneyReport[];
  readonly next: string | null;
}

let bench: Bench;

beforeAll(async () => {
  const open = [`Access-Control-Allow-Origin: ${PAGE}`, 'Access-Control-Allow-Credentials: true'];
  bench = await openBench({}, head => answerWith('200 OK', head.includes(' /open') ? open : []));
  for (const path of ['/closed/1', '/open/2', '/closed/3', '/open/4', '/closed/5']) await bench.through(path);
});
afterAll(() => bench.close());

const paths = ({ journeys }: Page) => journeys.map(({ facts }) => new URL(facts.url).pathname);

describe('GET /api/journeys', () => {
  it('gives them in the order they began, with everything concluded', async () => {
    const page = await bench.json<Page>('/api/journeys');
    expect(paths(page)).toEqual(['/closed/1', '/open/2', '/closed/3', '/open/4', '/closed/5']);
    expect(page.next).toBeNull();
    const [first] = page.journeys;
    expect(Object.keys(first ?? {})).toEqual([
      'id',
      'startedAt',
      'facts',
      'category',
      'verdict',
      'witness',
      'findings',
      'exchanges',
    ]);
    expect(first).toMatchObject({
      id: 'j1',
      facts: { pageOrigin: PAGE, apiOrigin: bench.upstream.url, method: 'GET', preflight: 'not-needed' },
      category: 'actual',
      verdict: { outcome: 'blocked', phase: 'actual', code: 'MissingAllowOriginHeader' },
      witness: null,
      exchanges: ['e1'],
    });
    expect(first?.startedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it.each([
    { desc: 'a verdict', query: 'filter=verdict:blocked', expected: ['/closed/1', '/closed/3', '/closed/5'] },
    { desc: 'a negated verdict', query: 'filter=-verdict:blocked', expected: ['/open/2', '/open/4'] },
    { desc: 'a part of the URL', query: 'filter=/open/4', expected: ['/open/4'] },
    { desc: 'two terms', query: 'filter=verdict:blocked%20path:/closed/3', expected: ['/closed/3'] },
    { desc: 'a filter that nothing fits', query: 'filter=method:put', expected: [] },
    { desc: 'after', query: 'after=j3', expected: ['/open/4', '/closed/5'] },
    { desc: 'after the last', query: 'after=j5', expected: [] },
    { desc: 'after and filter', query: 'after=j1&filter=verdict:blocked', expected: ['/closed/3', '/closed/5'] },
    { desc: 'limit', query: 'limit=2', expected: ['/closed/1', '/open/2'], next: 'j2' },
    {
      desc: 'a limit that just suffices',
      query: 'limit=5',
      expected: ['/closed/1', '/open/2', '/closed/3', '/open/4', '/closed/5'],
    },
    {
      desc: 'limit and filter',
      query: 'limit=2&filter=verdict:blocked',
      expected: ['/closed/1', '/closed/3'],
      next: 'j3',
    },
  ])('$desc: $query', async ({ query, expected, next = null }) => {
    const page = await bench.json<Page>(`/api/journeys?${query}`);
    expect(paths(page)).toEqual(expected);
    expect(page.next).toBe(next);
  });

  it('pages to the end by next', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Page = await bench.json(`/api/journeys?limit=2&after=${next}`);
      seen.push(...paths(page));
      next = page.next;
    }
    expect(seen).toEqual(['/closed/1', '/open/2', '/closed/3', '/open/4', '/closed/5']);
  });

  it.each([
    { desc: 'an unknown field', query: 'filter=colour:red', code: 'bad-filter', names: ['colour'] },
    {
      desc: 'two mistakes in one filter',
      query: 'filter=colour:red%20status:9',
      code: 'bad-filter',
      names: ['colour', 'status'],
    },
    { desc: 'limit 0', query: 'limit=0', code: 'bad-limit', names: ['limit'] },
    { desc: 'a limit that is no number', query: 'limit=many', code: 'bad-limit', names: ['limit'] },
    { desc: 'too large a limit', query: 'limit=10001', code: 'bad-limit', names: ['10000'] },
    { desc: 'after that is no journey’s id', query: 'after=e3', code: 'bad-after', names: ['j7'] },
  ])('400 for $desc', async ({ query, code, names }) => {
    const response = await bench.api(`/api/journeys?${query}`);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe(code);
    for (const name of names) expect(error.message).toContain(name);
  });
});

describe('one journey', () => {
  it('is the same as in the list', async () => {
    const { journeys } = await bench.json<Page>('/api/journeys');
    expect(await bench.json('/api/journeys/j3')).toEqual(journeys[2]);
  });

  it('has suggestions, each with what it would lead to', async () => {
    const { suggestions } = await bench.json<{ suggestions: { fix: { do: unknown[] } }[] }>(
      '/api/journeys/j1/suggestions',
    );
    expect(suggestions.length).toBeGreaterThan(0);
    for (const suggestion of suggestions) {
      expect(Object.keys(suggestion).sort()).toEqual(['assumes', 'dangers', 'fix', 'layer', 'predicted', 'why']);
      expect(suggestion).toMatchObject({ predicted: { outcome: 'allowed' } });
    }
  });

  it('has no suggestions where nothing is wrong', async () => {
    expect(await bench.json('/api/journeys/j2/suggestions')).toEqual({ suggestions: [] });
  });
});

describe('what is not there', () => {
  it.each([
    { method: 'GET', path: '/api/journeys/j99' },
    { method: 'GET', path: '/api/journeys/e1' },
    { method: 'GET', path: '/api/journeys/j99/suggestions' },
    { method: 'GET', path: '/api/exchanges/e99' },
    { method: 'GET', path: '/api/exchanges/j1' },
    { method: 'GET', path: '/api/exchanges/e01' },
    { method: 'GET', path: '/api/exchanges/e99/body/response' },
    { method: 'GET', path: '/api/exchanges/j1/body/response' },
    { method: 'DELETE', path: '/api/fixes/f99' },
    { method: 'GET', path: '/api/nothing' },
    { method: 'GET', path: '/api' },
    { method: 'GET', path: '/nothing' },
  ])('$method $path: 404 in JSON', async ({ method, path }) => {
    const response = await bench.api(path, {
      method,
      headers: { Authorization: `Bearer ${bench.corscope.token}` },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toMatchObject({ error: { code: 'not-found', message: expect.stringMatching(/./) } });
  });
});
