import { endText, type LabRow } from './lab-row.ts';

const TITLES = ['', 'case', 'scenario', 'declared', 'finding', 'blames', 'mended by'];

/** The rows as an aligned table for people, and under each that failed what was not as declared; no line ends in a blank. */
export function labTable(rows: readonly LabRow[]): string {
  const lines = [TITLES, ...rows.map(cells)];
  const widths = TITLES.map((_title, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  return lines
    .flatMap((line, at) => [aligned(line, widths), ...(rows[at - 1]?.problems ?? []).map(text => `          ${text}`)])
    .join('\n');
}

function aligned(line: readonly string[], widths: readonly number[]): string {
  return line
    .map((cell, column) => cell.padEnd(widths[column] ?? 0))
    .join('  ')
    .trimEnd();
}

function cells(row: LabRow): string[] {
  const { fix, why } = row.mended;
  return [
    row.ok ? '✓ ok' : '✗ failed',
    row.case,
    row.scenario,
    endText(row.declared),
    row.finding,
    row.layer,
    fix ?? (why === '' ? 'no fix was suggested' : 'no header'),
  ];
}
