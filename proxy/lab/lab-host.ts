import type { JourneyReport } from '../../shared/findings/report.ts';
import type { Fix, FixDraft } from '../../shared/fixes/fix.ts';
import type { WitnessSink } from '../browser/witness.ts';

/** The running corscope, as the lab's headless run needs it. */
export interface LabHost {
  readonly proxyUrl: string;
  readonly spki: string;
  /** Takes the browser's accounts, which then stand in the journeys. */
  readonly witnesses: WitnessSink;
  /** All journeys as they stand now, in the order in which they began. */
  journeys(): readonly JourneyReport[];
  /** Rows of the checklist that these journeys fail, in its order. */
  failedRows(journeyIds: readonly string[]): readonly FailedRow[];
  /** Smallest and safest first; empty where the journey is unknown or needs no mend. */
  suggestions(journeyId: string): readonly LabSuggestion[];
  addFix(draft: FixDraft): Fix;
  removeFix(id: string): void;
}

export interface FailedRow {
  /** As in the checklist, such as `s2.status`. */
  readonly id: string;
  /** Id of the finding that fails it. */
  readonly finding: string;
}

export interface LabSuggestion {
  readonly fix: FixDraft;
}
