import { readFileSync } from 'node:fs';
import { maskReport } from '../../shared/findings/mask-report.ts';
import type { JourneyReport } from '../../shared/findings/report.ts';
import { allExchangesOf } from '../../shared/trace/journey.ts';
import { type Filter, matches } from '../../shared/wire/filter.ts';
import { finalReports, type Judged } from '../../shared/wire/final-reports.ts';
import { readRecorded } from '../../shared/wire/recorded.ts';

/** One line of `corscope check --json`. */
export interface CheckedFile {
  readonly file: string;
  readonly journeys: readonly JourneyReport[];
  readonly summary: { readonly journeys: number; readonly blocked: number; readonly depends: number };
}

export interface Checked {
  readonly checked: CheckedFile;
  /** The same journeys with their exchanges. */
  readonly judged: readonly Judged[];
  /** How many journeys the filter held back. */
  readonly heldBack: number;
  /** What of the file was left out, and why. */
  readonly notes: readonly string[];
}

/** Judges a HAR or a capture, and keeps what the filter lets through. A `problem` says why nothing of it could be read. */
export function checkFile(file: string, filter: Filter = []): Checked | { readonly problem: string } {
  const text = readText(file);
  const recorded = typeof text === 'string' ? readRecorded(text) : text.problem;
  if (typeof recorded === 'string') return { problem: recorded };
  const all = finalReports(recorded);
  const judged = all
    .filter(({ journey, report }) => matches(filter, report, allExchangesOf(journey)))
    .map(({ journey, report }) => ({ journey, report: maskReport(report) }));
  const journeys = judged.map(({ report }) => report);
  const count = (outcome: string) => journeys.filter(({ verdict }) => verdict.outcome === outcome).length;
  const summary = { journeys: journeys.length, blocked: count('blocked'), depends: count('depends') };
  return { checked: { file, journeys, summary }, judged, heldBack: all.length - judged.length, notes: recorded.notes };
}

/** Blocked, on whatever else it depends why. */
export function isBlocked({ verdict }: JourneyReport): boolean {
  if (verdict.outcome === 'blocked') return true;
  return verdict.cases.length > 0 && verdict.cases.every(({ outcome }) => outcome === 'blocked');
}

function readText(file: string): string | { readonly problem: string } {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return { problem: `it cannot be read (${(error as Error).message})` };
  }
}
