import type { CorsErrorCode } from '../cors/cors-error.ts';
import type { Facts } from '../cors/facts.ts';
import type { Verdict } from '../cors/verdict.ts';
import type { LineRef } from '../trace/exchange.ts';
import type { Journey } from '../trace/journey.ts';

/** What a rule looks at. */
export interface Subject {
  readonly journey: Journey;
  readonly verdict: Verdict;
  readonly facts: Facts;
}

/** A rule's occurrence: `values` is what the rule's own `explain` needs to speak of this journey. */
export interface Hit<Values> {
  /** The layer to blame. */
  readonly layer: string;
  readonly evidence: readonly LineRef[];
  /** Checklist rows that this occurrence fails beside the rule's own. */
  readonly checks?: readonly string[];
  readonly values: Values;
}

/** Whole sentences with the journey's own values, literal ones in backticks. */
export interface Explanation {
  readonly seen: string;
  /** Why the browser minds. */
  readonly why: string;
  /** What to change, and where. */
  readonly change: string;
}

/** A row of the rule's unit tests, of its documentation page and of the gallery. */
export interface Example {
  readonly desc: string;
  readonly journey: Journey;
  readonly hits: number;
}

/** A named cause. Everything about it stands in one file. */
export interface Rule<Values = unknown> {
  /** The file's name: a noun for the failing state. */
  readonly id: string;
  readonly title: string;
  /** `blocks` where the browser refuses, or would; `risks` where it may later; `notes` where one should know. */
  readonly severity: 'blocks' | 'risks' | 'notes';
  /** `s1` … `s7` of the checklist. */
  readonly scenario: string;
  /** Row ids of the checklist. */
  readonly checks: readonly string[];
  /** Address in the standard. */
  readonly spec: string;
  /** The browsers' words, so that a pasted console message finds its rule; null where Firefox has none of its own. */
  readonly browsersSay: { readonly chromium: readonly CorsErrorCode[]; readonly firefox: string | null };
  find(subject: Subject): readonly Hit<Values>[];
  explain(hit: Hit<Values>): Explanation;
  /** At least one hit and one near miss. */
  readonly examples: readonly Example[];
}
