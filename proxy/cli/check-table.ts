import type { JourneyReport } from '../../shared/findings/report.ts';
import { exchangesOf } from '../../shared/trace/journey.ts';
import type { Judged } from '../../shared/wire/final-reports.ts';
import { aligned } from './aligned.ts';
import { isBlocked } from './check-file.ts';
import { printable } from './printable.ts';

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
  const table = aligned([TITLES, ...rows.map(cells)]);
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
    printable(facts.url),
    status === undefined ? '–' : String(status),
    code ?? '',
    layers.join(', '),
  ];
}

function isOpen({ verdict }: JourneyReport): boolean {
  return verdict.outcome === 'depends';
}

function sentence({ id, verdict }: JourneyReport): string {
  return `${id}  ${printable(verdict.headline)}`;
}
