import { route } from './route.svelte.ts';

/** Switches of the page that no link needs to carry. */
class Ui {
  /** The recipe was just opened by hand, and is to have the focus once it is there. */
  recipeAsked = $state(false);
  /** Cookies and credentials readable on the screen. */
  secrets = $state(false);
  help = $state(false);
  /** A journey put aside to be compared with another, as a link to a comparison has it from the start. */
  marked = $state<string | null>(route.compared);
  /** What an action that failed said, until the next one. */
  problem = $state<string | null>(null);

  /** Marks a journey, or takes the mark off where it has it. */
  mark(journey: string | null): void {
    this.marked = journey === this.marked ? null : journey;
  }

  /** Runs an action of the person's; a refusal is shown, never thrown away. */
  async attempt(action: () => Promise<void>): Promise<boolean> {
    this.problem = null;
    try {
      await action();
      return true;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      return false;
    }
  }
}

export const ui = new Ui();
