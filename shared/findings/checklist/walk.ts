import { maskUrls } from '../../http/mask-url.ts';
import type { LineRef } from '../../trace/exchange.ts';
import type { Journey } from '../../trace/journey.ts';
import { readsAndWrites } from '../compare/reads-and-writes.ts';
import type { JourneyReport } from '../report.ts';
import type { Row, RowGroup } from './row.ts';
import { CHECKLIST } from './rows/index.ts';

/** `manual`: only a person can know. `not-seen`: nothing recorded could decide it. */
export type RowResult = 'pass' | 'fail' | 'not-seen' | 'manual';

/** A journey (`j7`), a probe (`p1`), or the session that this one was compared with, by its name. */
export interface Source {
  readonly kind: 'journey' | 'probe' | 'session';
  readonly id: string;
}

/** What decided a row. */
export interface Proof {
  readonly source: Source;
  /** The finding or the probe's conclusion that fails the row; null where it passes. */
  readonly finding: string | null;
  /** One sentence with the source's own values; empty where a journey or a probe passes the row. */
  readonly seen: string;
  readonly evidence: readonly LineRef[];
}

/** What something else than a journey says of a row: a probe, or a comparison of two sessions. */
export interface Decision extends Proof {
  readonly row: string;
  readonly result: 'pass' | 'fail' | 'not-seen';
  /** Of a row that fails: what to change. */
  readonly change: string;
  /** Of one that it could not decide: what that would need, as a sentence. */
  readonly needs: string;
}

export interface CheckedRow {
  readonly id: string;
  readonly text: string;
  readonly by: Row['by'];
  readonly result: RowResult;
  /** What fails it, or else what passes it; the newest first, a few of many. */
  readonly proofs: readonly Proof[];
  /** How many journeys, probes and comparisons decided it so. */
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

/** Walks the whole checklist over these journeys (one, those of one API, or a session's), and what else was found out. */
export function walkChecklist(judged: readonly Judged[], found: readonly Decision[] = []): readonly CheckedGroup[] {
  const failures = failuresByRow(judged);
  const decisions = [...found, ...readsAndWrites(judged)];
  return CHECKLIST.map(group => {
    const rows = group.rows.map(row => {
      const decided = decisions.filter(decision => decision.row === row.id);
      return checkRow(row, failures.get(row.id) ?? [], decided, judged);
    });
    return { id: group.id, title: group.title, fixPath: fixPathOf(group, rows, judged, decisions), rows };
  });
}

function checkRow(
  row: Row,
  failures: readonly Proof[],
  decided: readonly Decision[],
  judged: readonly Judged[],
): CheckedRow {
  const { id, text, by, toSee } = row;
  const failing = [...failures, ...proofsIn(decided, 'fail')];
  if (failing.length > 0) return { id, text, by, toSee, result: 'fail', ...some(failing) };
  const passes = [...judged.flatMap(one => passIn(row, one)), ...proofsIn(decided, 'pass')];
  if (passes.length > 0) return { id, text, by, toSee, result: 'pass', ...some(passes) };
  const result = by.length === 1 && by[0] === 'manual' ? 'manual' : 'not-seen';
  const needs = decided.find(decision => decision.result === 'not-seen')?.needs ?? '';
  return { id, text, by, toSee: `${toSee} ${needs}`.trim(), result, proofs: [], count: 0 };
}

function proofsIn(decided: readonly Decision[], result: Decision['result']): Proof[] {
  return decided
    .filter(decision => decision.result === result)
    .map(({ source, finding, seen, evidence }) => ({ source, finding, seen: maskUrls(seen), evidence }));
}

function passIn(row: Row, { journey, report: { facts, verdict } }: Judged): Proof[] {
  const evidence = row.decide({ journey, facts, verdict });
  return evidence === null ? [] : [{ source: sourceOf(journey), finding: null, seen: '', evidence }];
}

/** Notes say what one should know: they fail no row. */
function failuresByRow(judged: readonly Judged[]): ReadonlyMap<string, readonly Proof[]> {
  const failures = new Map<string, Proof[]>();
  for (const { journey, report } of judged) {
    for (const { id, severity, checks, seen, evidence } of report.findings) {
      if (severity === 'notes') continue;
      const proof: Proof = { source: sourceOf(journey), finding: id, seen: maskUrls(seen), evidence };
      for (const check of checks) failures.set(check, [...(failures.get(check) ?? []), proof]);
    }
  }
  return failures;
}

function some(proofs: readonly Proof[]): { readonly proofs: readonly Proof[]; readonly count: number } {
  const sources = new Set(proofs.map(({ source }) => `${source.kind} ${source.id}`));
  return { proofs: proofs.slice(-MOST_PROOFS).reverse(), count: sources.size };
}

function fixPathOf(
  { fixPath }: RowGroup,
  rows: readonly CheckedRow[],
  judged: readonly Judged[],
  decisions: readonly Decision[],
): string | null {
  const row = rows.find(({ result }) => result === 'fail');
  const proof = row?.proofs[0];
  if (fixPath === null || row === undefined || proof === undefined) return fixPath;
  const { source, finding } = proof;
  const report = judged.find(({ journey }) => source.kind === 'journey' && journey.id === source.id)?.report;
  const decision = decisions.find(
    each => each.row === row.id && each.source.id === source.id && each.finding === finding,
  );
  const change = report?.findings.find(({ id }) => id === finding)?.change ?? decision?.change ?? '';
  return `${fixPath} ${maskUrls(change)}`.trim();
}

function sourceOf({ id }: Journey): Source {
  return { kind: 'journey', id };
}
