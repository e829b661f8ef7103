import type { RecipeWriter } from './recipe.ts';
import { nginx } from './stacks/nginx.ts';

/** Every stack, those first that stand before others on the way to an application. */
export const RECIPES: readonly RecipeWriter[] = [nginx];
