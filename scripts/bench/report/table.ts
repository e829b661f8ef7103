export interface Table {
  readonly title: string;
  /** How it was measured, in a sentence or two. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Aligned for a terminal; the first column is words, the others figures. */
export function asText({ title, note, columns, rows }: Table): string {
  const widths = columns.map((column, index) => Math.max(...[columns, ...rows].map(row => width(row[index], column))));
  const line = (row: readonly string[]) =>
    row.map((cell, index) => (index === 0 ? pad(cell, widths[0]) : lead(cell, widths[index]))).join('  ');
  const rule = widths.map(each => '─'.repeat(each)).join('  ');
  return [title, note, '', line(columns), rule, ...rows.map(line), '']
    .filter((each, at) => at !== 1 || each)
    .join('\n');
}

export function asMarkdown({ title, note, columns, rows }: Table): string {
  const line = (row: readonly string[]) => `| ${row.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = columns.map((_, index) => (index === 0 ? '---' : '---:'));
  return [
    `### ${title}`,
    '',
    ...(note === '' ? [] : [note, '']),
    line(columns),
    line(rule),
    ...rows.map(line),
    '',
  ].join('\n');
}

function width(cell: string | undefined, column: string): number {
  return Math.max(cell?.length ?? 0, column.length);
}

function pad(cell: string, to: number | undefined): string {
  return cell.padEnd(to ?? 0);
}

function lead(cell: string, to: number | undefined): string {
  return cell.padStart(to ?? 0);
}
