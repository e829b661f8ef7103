import type { LineRef } from '../../trace/exchange.ts';
import type { Subject } from '../rule.ts';

/** How a row can be decided: observed traffic, a probe, comparing two, the browser's own word, or only by a person. */
export type Means = 'observed' | 'probe' | 'compare' | 'browser' | 'manual';

/** What a journey says of a row that no finding fails: the lines that decide it; null where it says nothing of it. */
export type Decide = (subject: Subject) => readonly LineRef[] | null;

/** One row of the checklist. */
export interface Row {
  /** As in the checklist, such as `s2.status`; findings name it in their `checks`. */
  readonly id: string;
  /** What must hold, as a statement. */
  readonly text: string;
  readonly by: readonly Means[];
  readonly decide: Decide;
  /** What to do where nothing recorded decides it; for a manual row, what to look at. */
  readonly toSee: string;
}

/** Rows that belong together: facts, a scenario, a layer, the common mistakes, the policy. */
export interface RowGroup {
  readonly id: string;
  readonly title: string;
  /** Of a scenario: where its mend belongs. */
  readonly fixPath: string | null;
  readonly rows: readonly Row[];
}
