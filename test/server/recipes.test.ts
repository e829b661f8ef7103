import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECIPES } from '../../shared/fixes/recipes/index.ts';
import type { RecipeBook } from '../../shared/fixes/recipes/recipes-for.ts';
import { type Bench, openBench, PAGE } from './support/bench.ts';
import { answerWith } from './support/upstream.ts';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench({}, () => answerWith('500 Internal Server Error', []));
  const cookie = 'Cookie: sid=1';
  await bench.through('/orders/7', { fields: [`Origin: ${PAGE}`, cookie] });
  await bench.through('/orders/7', { fields: ['Origin: null', cookie] });
});
afterAll(() => bench.close());

describe('GET /api/journeys/:id/recipes', () => {
  it('writes the policy for one stack', async () => {
    const { recipes, policy, remarks } = await bench.json<RecipeBook>('/api/journeys/j1/recipes?for=nginx');
    expect(recipes).toHaveLength(1);
    expect(recipes[0]).toEqual({
      for: 'nginx',
      title: 'nginx',
      kind: 'server',
      file: expect.stringContaining('/'),
      language: 'nginx',
      docs: expect.stringContaining('https://'),
      ranHere: true,
      complete: expect.stringContaining(`"${PAGE}" "${PAGE}";`),
      patch: expect.stringMatching(/^add_header Access-Control-Allow-Origin \$cors_origin always;$/m),
      notes: expect.arrayContaining([expect.stringContaining('`always`')]),
    });
    expect(policy).toMatchObject({
      api: bench.upstream.url,
      pathPrefix: '/orders/',
      origins: [PAGE],
      credentials: true,
    });
    expect(remarks).toEqual([]);
  });

  it('writes it for all of them where none is named', async () => {
    const { recipes } = await bench.json<RecipeBook>('/api/journeys/j1/recipes');
    expect(recipes.map(recipe => recipe.for).toSorted()).toEqual(RECIPES.map(({ id }) => id).toSorted());
  });

  it('writes none where nothing can be allowed, and says why', async () => {
    const { recipes, policy, remarks } = await bench.json<RecipeBook>('/api/journeys/j2/recipes?for=nginx');
    expect({ recipes, policy }).toEqual({ recipes: [], policy: null });
    expect(remarks).toEqual([expect.stringContaining('`Origin: null`')]);
  });

  it.each(['iis', '', 'nginx,caddy'])('400 for the stack "%s", and names those there are', async stack => {
    const response = await bench.api(`/api/journeys/j1/recipes?for=${stack}`);
    expect(response.status).toBe(400);
    const { error } = (await response.json()) as { error: { code: string; message: string } };
    expect(error.code).toBe('bad-for');
    for (const { id } of RECIPES) expect(error.message).toContain(id);
  });

  it('400 for two of them', async () => {
    expect((await bench.api('/api/journeys/j1/recipes?for=nginx&for=caddy')).status).toBe(400);
  });

  it('404 for a journey that is not there', async () => {
    const response = await bench.api('/api/journeys/j99/recipes?for=nginx');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: 'not-found' } });
  });
});
