import type { JourneyReport } from '../../shared/findings/report.ts';
import { exchangesOf } from '../../shared/trace/journey.ts';
import type { Judged } from '../../shared/wire/final-reports.ts';
import { isBlocked } from './check-file.ts';

const TITLES = ['', 'phase', 'method', 'url', 'status', 'code', 'layer'];

const GLYPHS: Readonly<Record<JourneyReport['verdict']['outcome'], string>> = {
  allowed: '✓',
  blocked: '✗',
  depends: '?',
  'not-cors': '·',
  pending: '…',
};

/** The journeys as an aligned table, then one sentence for each that the browser refuses, or may refuse. */
export function checkTable(rows: readonly Judged[]): string[] {
  const lines = [TITLES, ...rows.map(cells)];
  const widths = TITLES.map((_title, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  const table = lines.map(line =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const refused = rows.map(({ report }) => report).filter(report => isBlocked(report) || isOpen(report));
  return [...table, ...(refused.length === 0 ? [] : ['']), ...refused.map(sentence)];
}

function cells({ journey, report }: Judged): string[] {
  const { verdict, facts, findings } = report;
  const { outcome, phase, code } = verdict;
  const layers = [...new Set(findings.filter(({ severity }) => severity !== 'notes').map(({ layer }) => layer))];
  const status = exchangesOf(journey).at(-1)?.delivered?.status;
  return [
    `${GLYPHS[outcome]} ${outcome}`,
    phase ?? '',
    facts.method,
    oneLine(facts.url),
    status === undefined ? '–' : String(status),
    code ?? '',
    layers.join(', '),
  ];
}

function isOpen({ verdict }: JourneyReport): boolean {
  return verdict.outcome === 'depends';
}

function sentence({ id, verdict }: JourneyReport): string {
  return `${id}  ${oneLine(verdict.headline)}`;
}

/** Bytes of other people's servers must not steer the terminal. */
function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
