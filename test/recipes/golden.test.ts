import { describe, expect, it } from 'vitest';
import { POLICIES } from '../../shared/fixes/recipes/example-policies.ts';
import { FAULTS } from '../../shared/fixes/recipes/fault.ts';
import { RECIPES } from '../../shared/fixes/recipes/index.ts';
import type { Policy } from '../../shared/fixes/recipes/policy.ts';
import type { RecipeWriter } from '../../shared/fixes/recipes/recipe.ts';

/** What cannot be run here is held to its letter: whoever changes it has read the vendor's documentation again. */
describe('recipes that are not run here', () => {
  const notRun = RECIPES.filter(({ ranHere }) => !ranHere).map(recipe => ({ id: recipe.id, recipe }));
  const written = POLICIES.filter(({ desc }) => !desc.startsWith('any'));

  it.each(notRun)('$id', async ({ id, recipe }) => {
    const text = written.map(({ desc, policy }) => `${heading(desc)}${everything(recipe, policy)}`).join('\n');
    await expect(text).toMatchFileSnapshot(`golden/${id}.txt`);
  });
});

function heading(text: string): string {
  return `######## ${text}\n\n`;
}

function everything(recipe: RecipeWriter, policy: Policy): string {
  const patches = FAULTS.map(fault => `#### patch: ${fault}\n\n${recipe.patch(policy, fault)}`);
  const notes = recipe.notes(policy).map(note => `* ${note}\n`);
  return [`#### complete\n\n${recipe.complete(policy)}`, ...patches, `#### notes\n\n${notes.join('')}`].join('\n');
}
