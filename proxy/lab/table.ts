import type { LabOutcome } from './lab-case.ts';
import type { LabRow, LabSeen } from './lab-row.ts';

const TITLES = ['', 'case', 'scenario', 'declared', 'corscope says', 'browser says', 'mended by'];

/** The rows as an aligned table for people; no line ends in a blank. */
export function labTable(rows: readonly LabRow[]): string {
  const lines = [TITLES, ...rows.map(cells)];
  const widths = TITLES.map((_title, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  return lines
    .map(line =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells(row: LabRow): string[] {
  return [
    row.ok ? '✓ ok' : '✗ failed',
    row.case,
    row.scenario,
    outcomeText(row.declared),
    row.seen === null ? 'no journey seen' : sameOr(row.declared, row.seen),
    row.witness === null ? 'nothing' : witnessText(row),
    mendText(row),
  ];
}

function sameOr(declared: LabOutcome, seen: LabSeen): string {
  const same = seen.outcome === declared.outcome && seen.phase === declared.phase && seen.code === declared.code;
  return same ? 'the same' : outcomeText(seen);
}

function witnessText({ declared, witness }: LabRow): string {
  if (witness?.outcome === declared.outcome && witness.code === declared.code) return 'the same';
  return [witness?.outcome, witness?.code].filter(Boolean).join(' ');
}

function outcomeText({ outcome, phase, code }: LabOutcome | LabSeen): string {
  return [outcome, phase && `(${phase})`, code].filter(Boolean).join(' ');
}

function mendText({ mended }: LabRow): string {
  if (mended.fix === null) return 'no fix was suggested';
  return mended.outcome === 'allowed' ? mended.fix : `still blocked with: ${mended.fix}`;
}
