import type { Category } from '../cors/category.ts';
import type { Facts } from '../cors/facts.ts';
import type { Verdict } from '../cors/verdict.ts';
import type { LineRef } from '../trace/exchange.ts';
import type { Witness } from '../trace/witness.ts';

/** The browser's own account beside the verdict, where it is attached. */
export interface WitnessReport {
  /** `blocked` also where the network failed: either way the page got nothing. */
  readonly outcome: 'allowed' | 'blocked';
  /** The DevTools protocol's Network.CorsError word, null where CORS had no part in it. */
  readonly code: string | null;
  /** A sentence, where corscope says otherwise: a fault of corscope's, or a find. */
  readonly disagreement: string | null;
  /** Everything that the browser told. */
  readonly account: Witness;
}

/** A named cause's occurrence in a journey. */
export interface Finding {
  /** The rule's id, which is its file's name. */
  readonly id: string;
  readonly severity: 'blocks' | 'risks' | 'notes';
  /** `s1` … `s7` of the checklist. */
  readonly scenario: string;
  /** Row ids of the checklist. */
  readonly checks: readonly string[];
  /** The layer to blame. */
  readonly layer: string;
  readonly evidence: readonly LineRef[];
  /** Three sentences with this journey's own values: what was seen, why the browser minds, what to change and where. */
  readonly seen: string;
  readonly why: string;
  readonly change: string;
}

/** A journey with everything concluded from it: what `check --json` and `GET /api/journeys` print, and the dashboard shows. */
export interface JourneyReport {
  readonly id: string;
  /** ISO 8601, UTC, milliseconds. */
  readonly startedAt: string;
  readonly facts: Facts;
  readonly category: Category;
  readonly verdict: Verdict & { readonly headline: string };
  readonly witness: WitnessReport | null;
  readonly findings: readonly Finding[];
  /** Ids, in the order in which the requests began; those that taps further on saw are among them. */
  readonly exchanges: readonly string[];
}
