import type { LabRow } from '../proxy/lab/lab-row.ts';
import type { Row } from '../shared/findings/checklist/row.ts';
import { CHECKLIST } from '../shared/findings/checklist/rows/index.ts';
import { CONCLUSIONS } from '../shared/probe/conclusions/index.ts';

/** Where the page stands, from the root of the sources. */
export const CHECKLIST_PAGE = 'docs/checklist.md';

/** The checklist with what the lab's run proved of each row; what is on disk has to be the same. */
export function checklistPage(run: readonly LabRow[]): string {
  const proven = CHECKLIST.flatMap(({ rows }) => rows).filter(row => failures(row, run).length > 0).length;
  const all = CHECKLIST.flatMap(({ rows }) => rows).length;
  return `${[
    '<!-- written by npm run lab-table -->',
    '# The checklist, proven in the lab',
    `Each row of the checklist with the cases of \`corscope lab\` that fail it in a real Chromium, the finding that says so, and the fix that mended the case there. ${proven} of ${all} rows are failed by a case; for the others it says why not, and how they are decided. \`corscope lab --headless\` runs all ${run.length} cases, \`--only ID\` one.`,
    ...CHECKLIST.flatMap(({ title, rows }) => [`## ${title}`, table(rows, run)]),
    '## The cases',
    caseTable(run),
  ].join('\n\n')}\n`;
}

interface Failing {
  readonly case: string;
  readonly finding: string;
  readonly mend: string;
}

function failures({ id }: Row, run: readonly LabRow[]): readonly Failing[] {
  return run.flatMap(({ case: name, failed, mended }) =>
    failed
      .filter(row => row.id === id)
      .map(({ finding }) => ({ case: name, finding, mend: mended.fix ?? `none: ${mended.why}` })),
  );
}

function table(rows: readonly Row[], run: readonly LabRow[]): string {
  const lines = rows.flatMap(row => {
    const failing = failures(row, run);
    const head = `| \`${row.id}\` | ${row.text} |`;
    if (failing.length === 0) return [`${head} | ${whyNone(row)} |`];
    return failing.map(
      (each, at) => `${at === 0 ? head : '| | |'} \`${each.case}\` | \`${each.finding}\` | ${each.mend} |`,
    );
  });
  return ['| row | what must hold | failed by | finding | mended by |', '|---|---|---|---|---|', ...lines].join('\n');
}

/** A row that no case can fail: it is a person's to know, a probe's to ask, of two recordings, or a promise of corscope's own. */
function whyNone({ id, by, toSee }: Row): string {
  if (by.every(means => means === 'manual')) return `none: manual | ${toSee}`;
  if (by.includes('probe') && !by.includes('observed')) return `${askedFor(id)} | ${toSee}`;
  if (by.includes('compare')) return `none: compared | ${toSee}`;
  return 'none: corscope’s own | Shown with every journey: no fault of a server fails it.';
}

function askedFor(row: string): string {
  const names = CONCLUSIONS.filter(({ checks }) => checks.includes(row)).map(({ id }) => `\`${id}\``);
  return names.length === 0 ? 'none: compared or probed' : names.join(', ');
}

function caseTable(run: readonly LabRow[]): string {
  const lines = run.map(({ case: name, scenario, finding, layer, fails, mended }) => {
    const rows = fails.map(row => `\`${row}\``).join(' ');
    return `| \`${name}\` | ${scenario} | \`${finding}\` | ${layer} | ${rows} | ${mended.fix ?? `none: ${mended.why}`} |`;
  });
  return [
    '| case | scenario | first finding | blames | declared to fail | mended by |',
    '|---|---|---|---|---|---|',
    ...lines,
  ].join('\n');
}
