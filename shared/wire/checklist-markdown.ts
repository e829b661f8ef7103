import type { CheckedGroup, CheckedRow, RowResult, Source } from '../findings/checklist/walk.ts';
import type { LineRef } from '../trace/exchange.ts';

const MARKS: Readonly<Record<RowResult, string>> = {
  pass: '✓ pass',
  fail: '✗ fail',
  'not-seen': '– not seen',
  manual: '☐ manual',
};

/** The text of a header line, masked where it holds a secret; null where it is no longer recorded. */
export type LineText = (ref: LineRef) => string | null;

/** The walked checklist as Markdown, for an incident: every row with its evidence, or with what to do to see it. */
export function checklistMarkdown(title: string, groups: readonly CheckedGroup[], lineText: LineText): string {
  const counts = (Object.keys(MARKS) as RowResult[])
    .map(result => `${groups.flatMap(({ rows }) => rows.filter(row => row.result === result)).length} ${MARKS[result]}`)
    .join(', ');
  return [`# CORS checklist: ${plain(title)}`, counts, ...groups.map(group => section(group, lineText))]
    .join('\n\n')
    .concat('\n');
}

function section({ id, title, fixPath, rows }: CheckedGroup, lineText: LineText): string {
  const table = ['| row | result | what decided it |', '| --- | --- | --- |', ...rows.map(row => line(row, lineText))];
  const failing = rows.some(({ result }) => result === 'fail');
  return [`## ${id}: ${title}`, ...(failing && fixPath !== null ? [plain(fixPath)] : []), table.join('\n')].join(
    '\n\n',
  );
}

function line(row: CheckedRow, lineText: LineText): string {
  return `| ${row.text} (\`${row.id}\`) | ${MARKS[row.result]} | ${cell(reason(row, lineText))} |`;
}

function reason({ proofs, count, toSee }: CheckedRow, lineText: LineText): string {
  const [first] = proofs;
  if (first === undefined) return toSee;
  const lines = first.evidence.map(ref => withPlace(ref, lineText)).filter(text => text !== '');
  const name = sourceText(first.source);
  const others = count > 1 ? ` (${name}, and ${count - 1} more)` : ` (${name})`;
  const said = first.seen === '' ? '' : `${first.seen} `;
  return `${said}${lines.join(' · ')}${others}`.trim();
}

function withPlace(ref: LineRef, lineText: LineText): string {
  const text = lineText(ref);
  return text === null ? '' : `${ref.exchange} ${ref.head} \`${text.replaceAll('`', "'")}\``;
}

function sourceText({ kind, id }: Source): string {
  if (kind === 'session') return `compared with ${id}`;
  return kind === 'probe' ? `probe ${id}` : id;
}

function cell(text: string): string {
  return plain(text).replaceAll('|', '\\|');
}

/** Bytes of other people's servers must not break out of the line. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f]+/g, ' ');
}
