import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PAGES, recipePages } from '../../scripts/recipe-pages.ts';

it.each(recipePages())('docs/recipes/$name is what npm run recipes writes', ({ name, text }) => {
  expect(readFileSync(join(PAGES, name), 'utf8')).toBe(text);
});

it('docs/recipes has no other pages', () => {
  expect(readdirSync(PAGES).toSorted()).toEqual(
    recipePages()
      .map(({ name }) => name)
      .toSorted(),
  );
});
