import type { RecipeBook } from './api.ts';
import { app } from './app.svelte.ts';

/** A journey's recipes, asked for when somebody wants to see them. */
export class RecipeLoad {
  book = $state.raw<RecipeBook | null>(null);
  /** Why there is none. */
  problem = $state<string | null>(null);

  constructor(journey: string) {
    void this.#load(journey);
  }

  async #load(journey: string): Promise<void> {
    try {
      this.book = (await app.api?.recipes(journey)) ?? null;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }
}
