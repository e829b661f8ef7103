import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CheckedGroup } from '../../shared/findings/checklist/walk.ts';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { answerWith } from './support/upstream.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({}, head =>
    head.startsWith('OPTIONS')
      ? answerWith('405 Method Not Allowed', [`Access-Control-Allow-Origin: ${PAGE}`])
      : answerWith('200 OK', [`Access-Control-Allow-Origin: ${PAGE}`, 'Vary: Origin']),
  );
  await bench.through('/products');
  await bench.through('/orders/7', {
    method: 'OPTIONS',
    fields: [`Origin: ${PAGE}`, 'Access-Control-Request-Method: PUT', 'Authorization: Bearer secret-token'],
  });
});

afterAll(() => bench.close());

async function resultOf(row: string, query: string): Promise<string | undefined> {
  const { groups } = await bench.json<{ groups: CheckedGroup[] }>(`/api/checklist${query}`);
  return groups.flatMap(({ rows }) => rows).find(({ id }) => id === row)?.result;
}

describe('GET /api/checklist', () => {
  it.each([
    { desc: 'of the whole session', row: 's2.status', query: '', result: 'fail' },
    { desc: 'of what a filter lets through', row: 's2.status', query: '?filter=method:GET', result: 'not-seen' },
    { desc: 'of one journey', row: 's1.acao-present', query: '?journey=j1', result: 'pass' },
    { desc: 'of the other journey', row: 's1.acao-present', query: '?journey=j2', result: 'not-seen' },
  ])('$desc: $row is $result', async ({ row, query, result }) => {
    expect(await resultOf(row, query)).toBe(result);
  });

  it('comes as Markdown, with its evidence and without secrets', async () => {
    const answer = await bench.api('/api/checklist?as=markdown');
    const markdown = await answer.text();
    expect(answer.headers.get('content-type')).toContain('text/markdown');
    expect(markdown).toContain('## s2: The preflight fails');
    expect(markdown).toMatch(/\| The OPTIONS status .* \| ✗ fail \| .*405 Method Not Allowed/);
    expect(markdown).not.toContain('secret-token');
  });

  it.each([
    { desc: 'an unknown journey', query: '?journey=j99', status: 404 },
    { desc: 'a filter that is none', query: '?filter=verdict:good', status: 400 },
    { desc: 'a format that is none', query: '?as=pdf', status: 400 },
  ])('says what is wrong: $desc', async ({ query, status }) => {
    expect((await bench.api(`/api/checklist${query}`)).status).toBe(status);
  });
});
