import type { ViewLine } from './ledger-view.ts';

/** Neighbouring points that saw the same lines: one cell across their columns. */
export interface Run {
  readonly lines: readonly ViewLine[];
  readonly span: number;
  /** Its values are those of the run before it, and only the names are in other letters. */
  readonly same: boolean;
}

/** A row's cells with neighbours that are equal made one, so that what is there has room, and an end is a change. */
export function runsOf(cells: readonly (readonly ViewLine[])[]): Run[] {
  const runs: Run[] = [];
  for (const lines of cells) {
    const last = runs.at(-1);
    if (last !== undefined && written(last.lines) === written(lines)) {
      runs[runs.length - 1] = {
        ...last,
        lines: last.lines.map((line, at) => both(line, lines[at])),
        span: last.span + 1,
      };
    } else
      runs.push({
        lines,
        span: 1,
        same: last !== undefined && lines.length > 0 && values(last.lines) === values(lines),
      });
  }
  return runs;
}

/** How many of the first of these are equal, then how many of the next, and so on. */
export function spansOf(texts: readonly string[]): { readonly text: string; readonly span: number }[] {
  const spans: { text: string; span: number }[] = [];
  for (const text of texts) {
    const last = spans.at(-1);
    if (last?.text === text) last.span += 1;
    else spans.push({ text, span: 1 });
  }
  return spans;
}

/** What holds of a line at one point of the run is to be seen in its cell. */
function both(line: ViewLine, other: ViewLine | undefined): ViewLine {
  if (other === undefined) return line;
  return { ...line, mark: line.mark ?? other.mark, fresh: line.fresh || other.fresh, lost: line.lost || other.lost };
}

function written(lines: readonly ViewLine[]): string {
  return lines.map(({ line }) => line.join(':')).join('\n');
}

function values(lines: readonly ViewLine[]): string {
  return lines.map(({ line }) => line[1]).join('\n');
}
