import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { journeyOf } from '../../shared/findings/examples.ts';
import { CONFORMANCE } from '../../shared/fixes/recipes/conformance.ts';
import { POLICIES } from '../../shared/fixes/recipes/example-policies.ts';
import { FAULTS } from '../../shared/fixes/recipes/fault.ts';
import { RECIPES } from '../../shared/fixes/recipes/index.ts';
import { recipesFor } from '../../shared/fixes/recipes/recipes-for.ts';
import { TABLE } from './support/table.ts';

const STACKS = new URL('../../shared/fixes/recipes/stacks/', import.meta.url);

describe('the recipes', () => {
  it('are one file each, named for its id', () => {
    expect(readdirSync(STACKS).toSorted()).toEqual(RECIPES.map(({ id }) => `${id}.ts`).toSorted());
  });

  it('are called by names that no other is called by', () => {
    const names = RECIPES.flatMap(({ id, alsoCalled }) => [id, ...alsoCalled]);
    expect(names).toEqual([...new Set(names)]);
    expect(names).toEqual(names.map(name => name.toLowerCase()));
  });

  it('meet or declare rows that there are', () => {
    expect(TABLE.map(({ row }) => row)).toEqual(Object.keys(CONFORMANCE));
  });
});

describe.each(RECIPES.map(recipe => ({ id: recipe.id, recipe })))('$id', ({ recipe }) => {
  it('says what it is, in whole sentences', () => {
    const reasons = recipe.shortfalls.map(({ reason }) => reason);
    for (const { policy } of POLICIES) {
      expect(recipe.notes(policy).length).toBeGreaterThan(0);
      for (const note of [...recipe.notes(policy), ...reasons]) {
        expect(note).toMatch(/^[A-Z`].*\.$/s);
        expect(note.match(/`/g)?.length ?? 0).toSatisfy((count: number) => count % 2 === 0);
      }
    }
    expect(recipe.docs).toMatch(/^https:\/\//);
  });

  it.each(POLICIES)('writes lines that end, and no secret spaces: $desc', ({ policy }) => {
    const texts = [recipe.complete(policy), ...FAULTS.map(fault => recipe.patch(policy, fault))];
    for (const text of texts) expect(text).toMatch(/^(?:(?:\S|\s*\S.*\S|\s*\S)?\n)+$/);
  });
});

/** What the server runs is the complete text, so a patch is proven where it says nothing else. */
describe.each(RECIPES.filter(({ ranHere }) => ranHere))('a patch for $id', recipe => {
  it.each(POLICIES)('is a part of the complete text: $desc', ({ policy }) => {
    const complete = recipe
      .complete(policy)
      .split('\n')
      .map(line => line.trim());
    for (const fault of FAULTS) {
      const patch = recipe
        .patch(policy, fault)
        .split('\n')
        .map(line => line.trim());
      const code = patch.filter(line => !/^(?:#|\/\/)/.test(line));
      expect(
        code.filter(line => !complete.includes(line)),
        fault,
      ).toEqual([]);
      expect(patch.length, fault).toBeLessThan(complete.length);
    }
  });
});

describe('recipesFor', () => {
  const journey = journeyOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\nCookie: sid=1\n\n200 OK');
  const behind = (tap: string) => ({
    ...journey,
    legs: journey.legs.map(leg => ({ ...leg, request: leg.request && { ...leg.request, tap } })),
  });

  it('writes the policy for every stack', () => {
    const book = recipesFor([journey], null);
    expect(book?.recipes.map(recipe => recipe.for)).toEqual(RECIPES.map(({ id }) => id));
    expect(book?.policy).toMatchObject({ origins: ['https://app.lab.test'], credentials: true });
    for (const { complete, patch } of book?.recipes ?? []) {
      // where it stands as a pattern, its dots are escaped
      expect(complete.replaceAll('\\', '')).toContain('https://app.lab.test');
      expect(patch).not.toBe('');
    }
  });

  it.each([
    { tap: 'haproxy', first: 'haproxy' },
    { tap: 'HAProxy', first: 'haproxy' },
    { tap: 'httpd', first: 'apache' },
    { tap: 'edge caddy', first: 'caddy' },
    { tap: 'koa-2', first: 'koa' },
    { tap: 'gateway', first: 'nginx' },
  ])('puts $first first where the layer to blame is called $tap', ({ tap, first }) => {
    expect(recipesFor([behind(tap)], null)?.recipes[0]?.for).toBe(first);
  });

  it.each([
    { desc: 'it made the answer', answer: '200 OK\nX-Powered-By: Express', first: ['express'] },
    {
      desc: 'it passed the answer on',
      answer: '200 OK\nServer: nginx\nX-Powered-By: Express',
      first: ['nginx', 'express'],
    },
    { desc: 'nothing tells', answer: '200 OK\nServer: own/1', first: ['nginx', 'apache'] },
  ])('puts what is recognised on the path first where the layer to blame has no name: $desc', ({ answer, first }) => {
    const refused = journeyOf(`GET https://api.lab.test/me\nOrigin: https://app.lab.test\nCookie: sid=1\n\n${answer}`);
    const order = recipesFor([refused], null)?.recipes.map(recipe => recipe.for);
    expect(order?.slice(0, first.length)).toEqual(first);
  });

  it('gives one stack alone, by any of its names', () => {
    expect(recipesFor([journey], 'httpd')?.recipes.map(recipe => recipe.for)).toEqual(['apache']);
  });

  it('knows no others', () => {
    expect(recipesFor([journey], 'iis')).toBeNull();
  });

  it('has none where nothing can be allowed, and says why', () => {
    const sandboxed = journeyOf('GET https://api.lab.test/me\nOrigin: null\n\n200 OK');
    const book = recipesFor([sandboxed], null);
    expect(book).toMatchObject({ recipes: [], policy: null });
    expect(book?.remarks.join()).toContain('`Origin: null`');
  });

  it('patches what several journeys lack, each once', () => {
    const error = journeyOf('GET https://api.lab.test/me\nOrigin: https://app.lab.test\nCookie: sid=1\n\n500 Oh');
    const patchFor = (...journeys: (typeof journey)[]) => recipesFor(journeys, 'nginx')?.recipes[0]?.patch;
    expect(patchFor(journey, journey)).toBe(patchFor(journey));
    expect(patchFor(journey, error)).toBe(patchFor(journey));
  });

  it('has no patch where nothing is wrong', () => {
    const fine = journeyOf(
      'GET https://api.lab.test/me\nOrigin: https://app.lab.test\nCookie: sid=1\n\n200 OK\nAccess-Control-Allow-Origin: https://app.lab.test\nAccess-Control-Allow-Credentials: true\nVary: Origin',
    );
    expect(recipesFor([fine], 'nginx')?.recipes[0]?.patch).toBe('');
  });
});
