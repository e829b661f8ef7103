import { maskUrls } from '../../http/mask-url.ts';
import type { LineRef } from '../../trace/exchange.ts';
import type { Journey } from '../../trace/journey.ts';
import type { JourneyReport } from '../report.ts';
import type { Row, RowGroup } from './row.ts';
import { CHECKLIST } from './rows/index.ts';

/** `manual`: only a person can know. `not-seen`: nothing recorded could decide it. */
export type RowResult = 'pass' | 'fail' | 'not-seen' | 'manual';

/** What decided a row, in one journey. */
export interface Proof {
  readonly journey: string;
  /** The finding that fails the row; null where the journey passes it. */
  readonly finding: string | null;
  /** One sentence with the journey's own values; empty where it passes. */
  readonly seen: string;
  readonly evidence: readonly LineRef[];
}

export interface CheckedRow {
  readonly id: string;
  readonly text: string;
  readonly by: Row['by'];
  readonly result: RowResult;
  /** Journeys that fail it, or else journeys that pass it; the newest first, a few of many. */
  readonly proofs: readonly Proof[];
  /** How many journeys decided it so. */
  readonly count: number;
  /** What to do where nothing decided it. */
  readonly toSee: string;
}

export interface CheckedGroup {
  readonly id: string;
  readonly title: string;
  /** Of a scenario with a failing row: where the mend belongs, and the change in its own values. */
  readonly fixPath: string | null;
  readonly rows: readonly CheckedRow[];
}

/** A journey with everything concluded from it. */
interface Judged {
  readonly journey: Journey;
  readonly report: JourneyReport;
}

const MOST_PROOFS = 5;

/** Walks the whole checklist over these journeys: one, those of one API, or a session's. */
export function walkChecklist(judged: readonly Judged[]): readonly CheckedGroup[] {
  const failures = failuresByRow(judged);
  return CHECKLIST.map(group => {
    const rows = group.rows.map(row => checkRow(row, failures.get(row.id) ?? [], judged));
    return { id: group.id, title: group.title, fixPath: fixPathOf(group, rows, judged), rows };
  });
}

function checkRow(row: Row, failures: readonly Proof[], judged: readonly Judged[]): CheckedRow {
  const { id, text, by, toSee } = row;
  if (failures.length > 0) return { id, text, by, toSee, result: 'fail', ...some(failures) };
  const passes = judged.flatMap(one => passIn(row, one));
  if (passes.length > 0) return { id, text, by, toSee, result: 'pass', ...some(passes) };
  const result = by.length === 1 && by[0] === 'manual' ? 'manual' : 'not-seen';
  return { id, text, by, toSee, result, proofs: [], count: 0 };
}

function passIn(row: Row, { journey, report: { facts, verdict } }: Judged): Proof[] {
  const evidence = row.decide({ journey, facts, verdict });
  return evidence === null ? [] : [{ journey: journey.id, finding: null, seen: '', evidence }];
}

/** Notes say what one should know: they fail no row. */
function failuresByRow(judged: readonly Judged[]): ReadonlyMap<string, readonly Proof[]> {
  const failures = new Map<string, Proof[]>();
  for (const { journey, report } of judged) {
    for (const { id, severity, checks, seen, evidence } of report.findings) {
      if (severity === 'notes') continue;
      const proof: Proof = { journey: journey.id, finding: id, seen: maskUrls(seen), evidence };
      for (const check of checks) failures.set(check, [...(failures.get(check) ?? []), proof]);
    }
  }
  return failures;
}

function some(proofs: readonly Proof[]): { readonly proofs: readonly Proof[]; readonly count: number } {
  return { proofs: proofs.slice(-MOST_PROOFS).reverse(), count: new Set(proofs.map(({ journey }) => journey)).size };
}

function fixPathOf({ fixPath }: RowGroup, rows: readonly CheckedRow[], judged: readonly Judged[]): string | null {
  const proof = rows.find(({ result }) => result === 'fail')?.proofs[0];
  if (fixPath === null || proof === undefined) return fixPath;
  const report = judged.find(({ journey }) => journey.id === proof.journey)?.report;
  const change = report?.findings.find(({ id }) => id === proof.finding)?.change ?? '';
  return `${fixPath} ${maskUrls(change)}`.trim();
}
