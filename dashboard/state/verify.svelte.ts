import type { JourneyReport } from '../../shared/findings/report.ts';
import { Refusal, type Verified } from './api.ts';
import { app } from './app.svelte.ts';

/** A journey that is asked again, and how that went. */
export type Trial =
  | { readonly journey: string; readonly state: 'running' }
  | { readonly journey: string; readonly state: 'asking' }
  | { readonly journey: string; readonly state: 'refused'; readonly sentence: string; readonly needsBrowser: boolean }
  | { readonly journey: string; readonly state: 'done'; readonly verified: Verified };

/** What the API says where a watched browser, with the page in it, is all that is missing. */
const NEEDS_BROWSER: readonly string[] = ['no-browser', 'no-page'];

/** Whether there is a page to ask from, and an outcome to compare with. */
export function isVerifiable({ facts, verdict }: JourneyReport): boolean {
  return facts.pageOrigin !== null && verdict.outcome !== 'pending';
}

/** "Try again": one at a time, only when the person says so. */
class Verify {
  trial = $state.raw<Trial | null>(null);

  /** How it went with this journey; null where it is not the one that is tried. */
  of(journey: string): Trial | null {
    return this.trial?.journey === journey ? this.trial : null;
  }

  /** `unsafe`: the person has agreed to a method that may change something. */
  async run(journey: string, unsafe = false): Promise<void> {
    const { api } = app;
    if (api === null || this.trial?.state === 'running') return;
    this.trial = { journey, state: 'running' };
    try {
      this.trial = { journey, state: 'done', verified: await api.verify(journey, unsafe) };
    } catch (error) {
      const sentence = error instanceof Error ? error.message : String(error);
      const code = error instanceof Refusal ? error.code : '';
      this.trial =
        code === 'unsafe-method'
          ? { journey, state: 'asking' }
          : { journey, state: 'refused', sentence, needsBrowser: NEEDS_BROWSER.includes(code) };
    }
  }

  dismiss(): void {
    if (this.trial?.state !== 'running') this.trial = null;
  }
}

export const verify = new Verify();
