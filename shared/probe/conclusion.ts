import type { Explanation } from '../findings/rule.ts';
import type { LineRef } from '../trace/exchange.ts';
import type { Ladder } from './ladder.ts';
import type { Severity } from './probe-report.ts';

/** A conclusion's occurrence: `values` is what its own `explain` needs to speak of this ladder. */
export interface ConclusionHit<Values> {
  /** Name of the rung to blame. */
  readonly layer: string;
  readonly evidence: readonly LineRef[];
  /** Where it differs from the conclusion's own. */
  readonly severity?: Severity;
  /** Checklist rows that this occurrence fails beside the conclusion's own. */
  readonly checks?: readonly string[];
  readonly values: Values;
}

/** A row of the conclusion's unit tests. */
export interface LadderExample {
  readonly desc: string;
  readonly ladder: () => Ladder;
  /** The layers blamed, in order; none for a near miss. */
  readonly blames: readonly string[];
}

/** What answers side by side can tell of a layer. Everything about it stands in one file. */
export interface Conclusion<Values = unknown> {
  /** The file's name: a noun for the failing state. */
  readonly id: string;
  readonly title: string;
  /** `blocks` where the browser refuses; `risks` where it may, or lets in whom it should not; `notes` where one should know. */
  readonly severity: Severity;
  /** Row ids of the checklist. */
  readonly checks: readonly string[];
  find(ladder: Ladder): readonly ConclusionHit<Values>[];
  explain(hit: ConclusionHit<Values>, ladder: Ladder): Explanation;
  /** At least one hit and one near miss. */
  readonly examples: readonly LadderExample[];
}
