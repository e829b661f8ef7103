import { Refusal, type Verified } from './api.ts';
import { app } from './app.svelte.ts';

/** A journey that is asked again, and how that went. */
export type Trial =
  | { readonly journey: string; readonly state: 'running' }
  | { readonly journey: string; readonly state: 'asking'; readonly sentence: string }
  | { readonly journey: string; readonly state: 'refused'; readonly sentence: string }
  | { readonly journey: string; readonly state: 'done'; readonly verified: Verified };

/** "Try again": one at a time, only when the person says so. */
class Verify {
  trial = $state.raw<Trial | null>(null);

  /** `unsafe`: the person has agreed to a method that may change something. */
  async run(journey: string, unsafe = false): Promise<void> {
    const { api } = app;
    if (api === null || this.trial?.state === 'running') return;
    this.trial = { journey, state: 'running' };
    try {
      this.trial = { journey, state: 'done', verified: await api.verify(journey, unsafe) };
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      const asks = error instanceof Refusal && error.code === 'unsafe-method';
      this.trial = { journey, state: asks ? 'asking' : 'refused', sentence };
    }
  }

  dismiss(): void {
    if (this.trial?.state !== 'running') this.trial = null;
  }
}

export const verify = new Verify();
